; The uninstaller asks first where sales wait: Evertill keeps a waiting.json in its state folder
; while head office has not confirmed everything (src/main/queue/waiting-marker.ts).
; The state folder itself is never removed (deleteAppDataOnUninstall: false).
!macro customUnInit
  ${ifNot} ${isUpdated}
    FindFirst $0 $1 "$APPDATA\evertill-state\*"
    evertill_next:
      StrCmp $1 "" evertill_done
      IfFileExists "$APPDATA\evertill-state\$1\waiting.json" evertill_waits
      FindNext $0 $1
      Goto evertill_next
    evertill_waits:
      FindClose $0
      ; Where nobody can answer, nothing is uninstalled.
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Sales on this till are not at head office yet. Start Evertill, let it send them or export what waits, then uninstall.$\r$\n$\r$\nUninstall all the same? The sales stay in $APPDATA\evertill-state." /SD IDNO IDYES evertill_end
      SetErrorLevel 2
      Quit
    evertill_done:
      FindClose $0
    evertill_end:
  ${endIf}
!macroend
