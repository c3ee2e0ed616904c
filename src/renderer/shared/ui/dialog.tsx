import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './dialog.css';

type DialogProps = {
  title: string;
  onClose: () => void;
  /** A question that must be answered; anything else is an ordinary dialog. */
  role?: 'dialog' | 'alertdialog';
  /** Only its own buttons leave it: what it shows is shown once, or is under way. */
  isKept?: boolean;
  children: ReactNode;
};

/** A question over the screen. Escape leaves it and changes nothing; the focus returns by itself. */
export function Dialog({ title, onClose, role = 'dialog', isKept = false, children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={role === 'dialog' && !isKept}
      isKeyboardDismissDisabled={isKept}
      className="dialog-veil"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className="dialog-paper">
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
