; The installer for Windows, made by make_setup.py, which names VERSION, NUMBERS, BUNDLE, KIBIBYTES, BAND and OUTPUT.
;
; For one user and without an administrator: everything goes below %LOCALAPPDATA% and HKEY_CURRENT_USER. The county's
; record lies elsewhere, in %LOCALAPPDATA%\xiance, and is neither written nor removed here. Silently: /S, and /D=FOLDER
; as the last word. Exit codes: 0 done, 1 given up by the user, 2 the program is running or the system is too old.

Unicode true
Target amd64-unicode
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetCompressorDictSize 64

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh

!define NAME "县策"
!define PRODUCT "Software\Xiance"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Xiance"
!define CLASSES "Software\Classes"
!define NOT_NOW 2

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${PRODUCT}" "Folder"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "Xiance contributors"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT 许可"

!define MUI_ICON "${BUNDLE}/_internal/ui/identity/xiance.ico"
!define MUI_UNICON "${MUI_ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${BAND}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装县策 ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "县策是县级工作人员用的离线政策阅读器。$\r$\n$\r$\n只为当前用户安装，不需要管理员权限，不联网。已有的本县记录不受影响。$\r$\n$\r$\n如果县策正在运行，请先关闭。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\xiance.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开县策"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从这台电脑上移除县策。本县记录在 %LOCALAPPDATA%\xiance，卸载时不会动它。"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A program that runs cannot be opened for writing.
!macro RefuseWhileRunning UN
Function ${UN}RefuseWhileRunning
  IfFileExists "$INSTDIR\xiance.exe" 0 done
  ClearErrors
  FileOpen $0 "$INSTDIR\xiance.exe" a
  IfErrors 0 free
  MessageBox MB_OK|MB_ICONEXCLAMATION "县策正在运行。请关闭后重试。" /SD IDOK
  SetErrorLevel ${NOT_NOW}
  Quit
free:
  FileClose $0
done:
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

; What a bundle consists of, by name: never the folder whole, for someone may have put something of his own there.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\xiance.exe"
  Delete "$INSTDIR\xiance-cli.exe"
  Delete "$INSTDIR\build.json"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\SHA256SUMS"
!macroend

!macro RegisterType ENDING TYPE WORDS
  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\xiance.exe,0"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\xiance.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${TYPE}" ""
!macroend

!macro ForgetType ENDING TYPE
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${TYPE}"
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "${CLASSES}\${ENDING}"
  ${EndIf}
!macroend

; The desktop looks at icons and file types again.
!macro TellDesktop
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "县策需要 Windows 10 或更新版本。" /SD IDOK
    SetErrorLevel ${NOT_NOW}
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

Section "县策" Program
  SectionIn RO
  Call RefuseWhileRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\xiance.exe" "" "$INSTDIR\xiance.exe" 0 "" "" "离线政策阅读器"
  WriteRegStr HKCU "${PRODUCT}" "Folder" "$INSTDIR"
  !insertmacro RegisterType ".xiance" "Xiance.Exchange" "县策交换文件"
  !insertmacro RegisterType ".xiancepack" "Xiance.Pack" "县策内容包"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\xiance.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Xiance contributors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KIBIBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  !insertmacro TellDesktop
SectionEnd

Section "桌面快捷方式" Desktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\xiance.exe" "" "$INSTDIR\xiance.exe" 0 "" "" "离线政策阅读器"
SectionEnd

Section "Uninstall"
  Call un.RefuseWhileRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro ForgetType ".xiance" "Xiance.Exchange"
  !insertmacro ForgetType ".xiancepack" "Xiance.Pack"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${PRODUCT}"
  !insertmacro TellDesktop
SectionEnd
