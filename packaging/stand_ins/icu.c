/*
 * Stands in for ICU within the bundle: Qt is linked to three libraries of it, 11 MB, for names of files in order, for
 * code pages and for the names of time zones. The order comes from glibc here, by the user's own locale (zh_CN sorts by
 * pinyin); what else is asked for is said not to be there, and Qt does without: it has its own tables of cases and of
 * zones, and code pages are read by Python.
 *
 * NAMED(name) puts ICU's version behind a name, as ICU does: ucol_open_73.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

typedef uint16_t UChar;
typedef int32_t UErrorCode;
enum { NOT_THERE = 4, UNSUPPORTED = 16 }; /* U_FILE_ACCESS_ERROR, U_UNSUPPORTED_ERROR */
enum { STRENGTH = 5, NUMERIC = 7, TERTIARY = 2, ON = 17 };

typedef struct {
    int is_numeric, ignores_case;
} Collator;

Collator *NAMED(ucol_open)(const char *locale, UErrorCode *status) {
    Collator *made = calloc(1, sizeof(Collator));
    if (!made) *status = NOT_THERE;
    return made;
}

void NAMED(ucol_close)(Collator *collator) { free(collator); }

void NAMED(ucol_setAttribute)(Collator *collator, int attribute, int value, UErrorCode *status) {
    if (attribute == NUMERIC) collator->is_numeric = value == ON;
    if (attribute == STRENGTH) collator->ignores_case = value >= 0 && value < TERTIARY;
}

/* The characters of a UTF-16 string, ended by 0; to be freed. */
static wchar_t *characters(const Collator *collator, const UChar *text, int32_t length) {
    wchar_t *made = malloc(((size_t)length + 1) * sizeof(wchar_t)), *to = made;
    if (!made) return NULL;
    for (int32_t at = 0; at < length; at++) {
        uint32_t one = text[at];
        int is_pair = (one & 0xFC00) == 0xD800 && at + 1 < length && (text[at + 1] & 0xFC00) == 0xDC00;
        if (is_pair) one = 0x10000 + ((one & 0x3FF) << 10) + (text[++at] & 0x3FF);
        if (one) *to++ = collator->ignores_case ? (wchar_t)towlower((wint_t)one) : (wchar_t)one;
    }
    *to = 0;
    return made;
}

static size_t digits(const wchar_t *text) { return wcsspn(text, L"0123456789"); }

/* Cuts off what stands before the next digit and compares it; both move on to the digit. */
static int compare_words(wchar_t **one, wchar_t **other) {
    wchar_t *ends[] = {*one + wcscspn(*one, L"0123456789"), *other + wcscspn(*other, L"0123456789")};
    wchar_t kept[] = {*ends[0], *ends[1]};
    *ends[0] = *ends[1] = 0;
    int order = wcscoll(*one, *other);
    *ends[0] = kept[0], *ends[1] = kept[1];
    *one = ends[0], *other = ends[1];
    return order;
}

/* By what the digits say: "9" before "010". */
static int compare_numbers(wchar_t **one, wchar_t **other) {
    wchar_t *starts[] = {*one + wcsspn(*one, L"0"), *other + wcsspn(*other, L"0")};
    size_t lengths[] = {digits(starts[0]), digits(starts[1])};
    *one = starts[0] + lengths[0], *other = starts[1] + lengths[1];
    if (lengths[0] != lengths[1]) return lengths[0] < lengths[1] ? -1 : 1;
    return wmemcmp(starts[0], starts[1], lengths[0]);
}

static int compare(const Collator *collator, wchar_t *one, wchar_t *other) {
    wchar_t *first = one, *second = other;
    while (collator->is_numeric && (*first || *second)) {
        int order = compare_words(&first, &second);
        if (!order && (!*first || !*second)) order = (*first != 0) - (*second != 0);
        if (!order) order = compare_numbers(&first, &second);
        if (order) return order;
    }
    return wcscoll(one, other);
}

int NAMED(ucol_strcoll)(const Collator *collator, const UChar *one, int32_t length, const UChar *other, int32_t size) {
    wchar_t *first = characters(collator, one, length), *second = characters(collator, other, size);
    int order = first && second ? compare(collator, first, second) : 0;
    free(first);
    free(second);
    return (order > 0) - (order < 0);
}

/* Nothing in the bundle asks for keys to sort by; whoever does gets the order of the code points. */
int32_t NAMED(ucol_getSortKey)(const Collator *collator, const UChar *text, int32_t length, uint8_t *key, int32_t room) {
    for (int32_t at = 0; at < length && 2 * at + 1 < room; at++) {
        key[2 * at] = (uint8_t)(text[at] >> 8);
        key[2 * at + 1] = (uint8_t)text[at];
    }
    return 2 * length;
}

/* Cases: Qt falls back on its own tables. */
#define CASES(name)                                                                                        \
    int32_t NAMED(name)(UChar *to, int32_t room, const UChar *from, int32_t length, const char *locale, UErrorCode *status) { \
        *status = UNSUPPORTED;                                                                             \
        return 0;                                                                                          \
    }
CASES(u_strToLower)
CASES(u_strToUpper)

/* Calendars and code pages: there is none. What needs one that is open is never called. */
void *NAMED(ucal_open)(const UChar *zone, int32_t length, const char *locale, int kind, UErrorCode *status) {
    *status = UNSUPPORTED;
    return NULL;
}

int32_t NAMED(ucal_getCanonicalTimeZoneID)(const UChar *id, int32_t length, UChar *to, int32_t room, int8_t *is_system, UErrorCode *status) {
    *status = UNSUPPORTED;
    return 0;
}

void *NAMED(ucnv_open)(const char *name, UErrorCode *status) {
    *status = NOT_THERE;
    return NULL;
}

#define NOTHING(name) \
    void *NAMED(name)(void) { return NULL; }
NOTHING(ucal_close)
NOTHING(ucal_getTimeZoneDisplayName)
NOTHING(ucnv_countAvailable)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_close)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getName)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_reset)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_toUnicode)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
