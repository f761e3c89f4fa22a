/* xiance-cli.exe: the commands of the program on a console.

   xiance.exe belongs to the desktop: Windows gives it no console, and a shell does not wait for it. This program has
   one. It starts the xiance.exe beside it with the same arguments, passes on what goes in and comes out, waits, and
   ends with its exit code. Files and pipes are handed over as they are; a console is spoken to in UTF-16. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum { ROOM = 32768, PIECE = 4096, NOT_STARTED = 2 };

typedef struct { HANDLE from, to; } Way;

static BOOL is_console(HANDLE handle)
{
    DWORD mode;
    return GetConsoleMode(handle, &mode);
}

/* Bytes that are whole characters: all but the beginning of a last one that has not wholly come. */
static int whole(const char *bytes, int length)
{
    int back = 1;
    while (back < 4 && back <= length && (bytes[length - back] & 0xC0) == 0x80) back++;
    if (back > length) return length;
    unsigned char first = (unsigned char)bytes[length - back];
    int wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return wanted > back ? length - back : length;
}

/* The program's UTF-8 to the console. */
static DWORD WINAPI show(void *given)
{
    Way *way = given;
    char bytes[PIECE];
    wchar_t words[PIECE];
    int kept = 0;
    DWORD got, written;
    while (ReadFile(way->from, bytes + kept, PIECE - kept, &got, NULL) && got > 0) {
        int length = kept + (int)got, ready = whole(bytes, length);
        int count = MultiByteToWideChar(CP_UTF8, 0, bytes, ready, words, PIECE);
        WriteConsoleW(way->to, words, (DWORD)count, &written, NULL);
        kept = length - ready;
        for (int at = 0; at < kept; at++) bytes[at] = bytes[ready + at];
    }
    return 0;
}

/* What is typed to the program as UTF-8, until Ctrl+Z. */
static DWORD WINAPI hear(void *given)
{
    Way *way = given;
    wchar_t words[PIECE / 4];
    char bytes[PIECE];
    DWORD got, written;
    while (ReadConsoleW(way->from, words, PIECE / 4, &got, NULL) && got > 0 && words[0] != 0x1A) {
        int length = WideCharToMultiByte(CP_UTF8, 0, words, (int)got, bytes, PIECE, NULL, NULL);
        if (!WriteFile(way->to, bytes, (DWORD)length, &written, NULL)) break;
    }
    CloseHandle(way->to);
    return 0;
}

/* The handle that the program gets for one of ours; behind a console a thread passes things on. */
static HANDLE handed_over(DWORD which, Way *way, HANDLE *thread)
{
    SECURITY_ATTRIBUTES heritable = {.nLength = sizeof heritable, .bInheritHandle = TRUE};
    HANDLE own = GetStdHandle(which), from, to;
    if (!is_console(own) || !CreatePipe(&from, &to, &heritable, 0)) {
        SetHandleInformation(own, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        return own;
    }
    BOOL comes_in = which == STD_INPUT_HANDLE;
    SetHandleInformation(comes_in ? to : from, HANDLE_FLAG_INHERIT, 0);
    way->from = comes_in ? own : from;
    way->to = comes_in ? to : own;
    *thread = CreateThread(NULL, 0, comes_in ? hear : show, way, 0, NULL);
    return comes_in ? from : to;
}

/* Our command line with the program's name in place of our own. */
static BOOL command_line(wchar_t *line)
{
    wchar_t program[ROOM];
    DWORD length = GetModuleFileNameW(NULL, program, ROOM);
    while (length > 0 && program[length - 1] != L'\\') length--;
    program[length] = 0;
    const wchar_t *rest = GetCommandLineW();
    BOOL quoted = FALSE;
    for (; *rest && (quoted || (*rest != L' ' && *rest != L'\t')); rest++)
        if (*rest == L'"') quoted = !quoted;
    if (length + lstrlenW(rest) + 16 > ROOM) return FALSE;
    lstrcpyW(line, L"\"");
    lstrcatW(line, program);
    lstrcatW(line, L"xiance.exe\"");
    lstrcatW(line, rest);
    return TRUE;
}

/* When this program is ended, by Ctrl+C or otherwise, so is the one that it started. */
static HANDLE common_fate(HANDLE process)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    AssignProcessToJobObject(job, process);
    return job;
}

int main(void)
{
    static wchar_t line[ROOM];
    static Way ways[3];
    HANDLE threads[3] = {0};
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION process;
    DWORD code = NOT_STARTED;
    if (!command_line(line)) return NOT_STARTED;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = handed_over(STD_INPUT_HANDLE, &ways[0], &threads[0]);
    start.hStdOutput = handed_over(STD_OUTPUT_HANDLE, &ways[1], &threads[1]);
    start.hStdError = handed_over(STD_ERROR_HANDLE, &ways[2], &threads[2]);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &start, &process)) return NOT_STARTED;
    common_fate(process.hProcess);
    ResumeThread(process.hThread);
    /* Our ends of its pipes go, or their readers would wait for us. */
    if (threads[1]) CloseHandle(start.hStdOutput);
    if (threads[2]) CloseHandle(start.hStdError);
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    for (int which = 1; which < 3; which++)
        if (threads[which]) WaitForSingleObject(threads[which], INFINITE);
    return (int)code;
}
