/* What Windows has and Wine 8 has not, for tests under Wine; no part of any bundle. Compiled as bcryptprimitives.dll.

   - Random bytes (ProcessPrng), for libraries written in Rust.
   - The desktop's settings (Windows.UI.ViewManagement), which Qt asks for at its start and cannot do without: always a
     white desktop with black words and a blue accent, nothing animated, no high contrast, and no news of changes. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(void *bytes, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *bytes, SIZE_T length)
{
    return SystemFunction036(bytes, (ULONG)length);
}

/* An object of WinRT is a pointer to a table of functions; ours hold nothing else, and live for ever. */
typedef struct { const void *const *functions; } Object;
typedef struct { BYTE alpha, red, green, blue; } Colour;
typedef struct { GUID interface_id; const Object *answer; } Interface;

static const Object factory, settings, colours, effects, scroll_bars, accessibility;

#define INTERFACE(a, b, c, d, e, f, g, h, i, j, k) {a, b, c, {d, e, f, g, h, i, j, k}}
static const GUID EVERY_OBJECT[] = {
    INTERFACE(0x00000000, 0x0000, 0x0000, 0xC0, 0, 0, 0, 0, 0, 0, 0x46),                         /* IUnknown */
    INTERFACE(0xAF86E2E0, 0xB12D, 0x4C6A, 0x9C, 0x5A, 0xD7, 0xAA, 0x65, 0x10, 0x1E, 0x90),       /* IInspectable */
    INTERFACE(0x94EA2B94, 0xE9CC, 0x49E0, 0xC0, 0xFF, 0xEE, 0x64, 0xCA, 0x8F, 0x5B, 0x90),       /* IAgileObject */
};
static const GUID ACTIVATION_FACTORY = INTERFACE(0x00000035, 0x0000, 0x0000, 0xC0, 0, 0, 0, 0, 0, 0, 0x46);
static const Interface OTHERS[] = {
    {INTERFACE(0x85361600, 0x1C63, 0x4627, 0xBC, 0xB1, 0x3A, 0x89, 0xE0, 0xBC, 0x9C, 0x55), &settings},      /* IUISettings */
    {INTERFACE(0x03021BE4, 0x5254, 0x4781, 0x81, 0x94, 0x51, 0x68, 0xF7, 0xD0, 0x6D, 0x7B), &colours},       /* IUISettings3 */
    {INTERFACE(0x52BB3002, 0x919B, 0x4D6B, 0x9B, 0x78, 0x8D, 0xD6, 0x6F, 0xF4, 0xB9, 0x3B), &effects},       /* IUISettings4 */
    {INTERFACE(0x5349D588, 0x0CB5, 0x5F05, 0xBD, 0x34, 0x70, 0x6B, 0x32, 0x31, 0xF0, 0xBD), &scroll_bars},   /* IUISettings5 */
    {INTERFACE(0xFE0E8147, 0xC4C0, 0x4562, 0xB9, 0x62, 0x13, 0x27, 0xB5, 0x2A, 0xD5, 0xB9), &accessibility}, /* IAccessibilitySettings */
};

static BOOL has_everyone(const GUID *wanted)
{
    for (size_t at = 0; at < sizeof EVERY_OBJECT / sizeof *EVERY_OBJECT; at++)
        if (IsEqualGUID(wanted, &EVERY_OBJECT[at])) return TRUE;
    return FALSE;
}

static HRESULT WINAPI query(const Object *asked, const GUID *wanted, const Object **answer)
{
    *answer = NULL;
    if (has_everyone(wanted) || (asked == &factory && IsEqualGUID(wanted, &ACTIVATION_FACTORY))) *answer = asked;
    for (size_t at = 0; asked != &factory && at < sizeof OTHERS / sizeof *OTHERS; at++)
        if (IsEqualGUID(wanted, &OTHERS[at].interface_id)) *answer = OTHERS[at].answer;
    return *answer ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI count(const Object *object) { (void)object; return 1; }
static HRESULT WINAPI no_identifiers(const Object *object, ULONG *number, void **list) { (void)object; *number = 0; *list = NULL; return S_OK; }
static HRESULT WINAPI no_name(const Object *object, void **name) { (void)object; *name = NULL; return S_OK; }
static HRESULT WINAPI base_trust(const Object *object, int *level) { (void)object; *level = 0; return S_OK; }
static HRESULT WINAPI create(const Object *object, const Object **made) { (void)object; *made = &settings; return S_OK; }
static HRESULT WINAPI nothing(const Object *object, int *value) { (void)object; *value = 0; return S_OK; }
static HRESULT WINAPI not_made(const Object *object, void *one, void *two) { (void)object; (void)one; (void)two; return E_NOTIMPL; }
static HRESULT WINAPI hear(const Object *object, void *handler, INT64 *token) { (void)object; (void)handler; *token = 1; return S_OK; }
static HRESULT WINAPI stop_hearing(const Object *object, INT64 token) { (void)object; (void)token; return S_OK; }

/* The kinds: 0 background, 1 foreground, then accents. */
static HRESULT WINAPI colour(const Object *object, int kind, Colour *value)
{
    static const Colour white = {255, 255, 255, 255}, black = {255, 0, 0, 0}, blue = {255, 0, 120, 215};
    (void)object;
    *value = kind == 0 ? white : kind == 1 ? black : blue;
    return S_OK;
}

#define OF_ALL query, count, count, no_identifiers, no_name, base_trust
#define FOUR nothing, nothing, nothing, nothing
static const void *const FACTORY[] = {OF_ALL, create};
static const void *const SETTINGS[] = {OF_ALL, FOUR, FOUR, FOUR, not_made, not_made};
static const void *const COLOURS[] = {OF_ALL, colour, hear, stop_hearing};
static const void *const EFFECTS[] = {OF_ALL, nothing, hear, stop_hearing};
static const void *const SCROLL_BARS[] = {OF_ALL, nothing, hear, stop_hearing};
static const void *const ACCESSIBILITY[] = {OF_ALL, nothing, no_name, hear, stop_hearing};
static const Object factory = {FACTORY}, settings = {SETTINGS}, colours = {COLOURS}, effects = {EFFECTS},
                    scroll_bars = {SCROLL_BARS}, accessibility = {ACCESSIBILITY};

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(void *name, const Object **made)
{
    (void)name;
    *made = &factory;
    return S_OK;
}

__declspec(dllexport) HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }
