import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type ConfirmDialogProps = {
  title: string;
  text: string;
  /** What keeps everything as it is; it has the focus, so Enter harms nothing (dom-A10). */
  keepWords: string;
  removeWords: string;
  onKeep: () => void;
  onRemove: () => void;
};

/** Asks before something is removed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog role="alertdialog" title={props.title} onClose={props.onKeep}>
      <p>{props.text}</p>
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" onPress={props.onKeep}>
          {props.keepWords}
        </Button>
        <Button look="removes" onPress={props.onRemove}>
          {props.removeWords}
        </Button>
      </div>
    </Dialog>
  );
}
