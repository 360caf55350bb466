// The tokens of the language that a grammar for tree-sitter can't say: those that
// end where what follows says so, names that must be none of a list of words,
// the object of a raw step, and what stands in texts. lang/lexer.go and
// lang/text.go have the same rules.
#include "tree_sitter/parser.h"
#include "words.h"

#include <string.h>

enum Token {
  NUMBER,
  DATE,
  TIME,
  HASH,
  LABEL_NAME,
  STEP_NAME,
  KEY_NAME,
  CONSTANT,
  OBJECT,
  TEXT_CONTENT,
  LONG_TEXT_CONTENT,
  ESCAPE,
  VARIABLE,
  INTERPOLATION,
  ERROR,
};

enum { MAX_NAME = 200 };

static bool is_digit(int32_t c) { return '0' <= c && c <= '9'; }

static bool is_letter(int32_t c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_';
}

static bool is_word(int32_t c) { return is_letter(c) || is_digit(c); }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r'; }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool accept(TSLexer *lexer, int32_t c) {
  if (lexer->lookahead != c) return false;
  advance(lexer);
  return true;
}

static bool found(TSLexer *lexer, enum Token token) {
  lexer->mark_end(lexer);
  lexer->result_symbol = token;
  return true;
}

static void digits(TSLexer *lexer) {
  while (is_digit(lexer->lookahead)) advance(lexer);
}

// A name reads a word of letters, digits and _ and keeps what fits of it.
static unsigned name(TSLexer *lexer, char *word) {
  unsigned length = 0;
  for (; is_word(lexer->lookahead); advance(lexer), length++) {
    if (length < MAX_NAME) word[length] = (char)lexer->lookahead;
  }
  word[length < MAX_NAME ? length : MAX_NAME] = 0;
  return length;
}

static bool among(const char *const *list, const char *word) {
  for (; *list; list++) {
    if (strcmp(*list, word) == 0) return true;
  }
  return false;
}

// A word starts an arm where it is an outcome, or where what follows leads
// somewhere; else it is a statement among arms. raw { starts an object.
static bool is_key(TSLexer *lexer, const char *word) {
  if (among(OUTCOMES, word)) return true;
  while (is_blank(lexer->lookahead)) advance(lexer);
  if (accept(lexer, '-')) return lexer->lookahead == '>';
  if (accept(lexer, '.')) return lexer->lookahead == '.';
  return lexer->lookahead == ',' || (lexer->lookahead == '{' && strcmp(word, "raw") != 0);
}

static bool scan_word(TSLexer *lexer, const bool *valid) {
  char word[MAX_NAME + 1];
  name(lexer, word);
  lexer->mark_end(lexer);
  if (lexer->lookahead == ':') {
    advance(lexer);
    // A scheme is no label: the author forgot the quotes of a URL.
    bool slash = accept(lexer, '/') && lexer->lookahead == '/';
    lexer->result_symbol = LABEL_NAME;
    return valid[LABEL_NAME] && !slash;
  }
  if (valid[KEY_NAME] && is_key(lexer, word)) {
    lexer->result_symbol = KEY_NAME;
    return true;
  }
  if (valid[STEP_NAME] && !among(NO_STEPS, word)) {
    lexer->result_symbol = STEP_NAME;
    return true;
  }
  if (valid[CONSTANT] && !among(NO_CONSTANTS, word)) {
    // Where arguments may follow, the parameters of a test may, too.
    bool with = valid[LABEL_NAME] && strcmp(word, "with") == 0;
    while (with && is_blank(lexer->lookahead)) advance(lexer);
    lexer->result_symbol = CONSTANT;
    return !with || !is_letter(lexer->lookahead);
  }
  return false;
}

// Digits may be a number, a date, a time or a key, whichever they look like; that
// a date exists is for the compiler to say.
static bool scan_digits(TSLexer *lexer, const bool *valid) {
  bool sign = accept(lexer, '+');
  if (!is_digit(lexer->lookahead)) return false;
  digits(lexer);
  lexer->mark_end(lexer);
  enum Token token = NUMBER;
  if (!sign && accept(lexer, '#')) {
    token = HASH;
    lexer->mark_end(lexer);
  } else if (!sign && (lexer->lookahead == '-' || lexer->lookahead == ':')) {
    int32_t mark = lexer->lookahead;
    while (accept(lexer, mark) && is_digit(lexer->lookahead)) {
      token = mark == '-' ? DATE : TIME;
      digits(lexer);
      lexer->mark_end(lexer);
    }
  }
  lexer->result_symbol = token;
  return !is_letter(lexer->lookahead) && valid[token];
}

// An object ends with the brace that closes it, whatever is wrong inside.
static bool scan_object(TSLexer *lexer) {
  int open = 0;
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (c == '{') {
      open++;
    } else if (c == '}' && --open == 0) {
      return found(lexer, OBJECT);
    } else if (c == '"') {
      while (!lexer->eof(lexer) && lexer->lookahead != '"' && lexer->lookahead != '\n') {
        if (accept(lexer, '\\') && lexer->eof(lexer)) return false;
        advance(lexer);
      }
      advance(lexer);
    }
  }
  return false;
}

static int hex(int32_t c) {
  if (is_digit(c)) return c - '0';
  if ('a' <= c && c <= 'f') return c - 'a' + 10;
  if ('A' <= c && c <= 'F') return c - 'A' + 10;
  return -1;
}

static bool scan_escape(TSLexer *lexer) {
  advance(lexer);
  if (lexer->lookahead != 0 && lexer->lookahead < 128 && strchr("\"\\$nt", lexer->lookahead)) {
    advance(lexer);
    return found(lexer, ESCAPE);
  }
  if (!accept(lexer, 'u') || !accept(lexer, '{')) return false;
  int32_t code = 0;
  for (int i = 0; i < 6 && hex(lexer->lookahead) >= 0; i++) {
    code = code * 16 + hex(lexer->lookahead);
    advance(lexer);
  }
  bool surrogate = 0xD800 <= code && code <= 0xDFFF;
  return accept(lexer, '}') && code > 0 && code <= 0x10FFFF && !surrogate && found(lexer, ESCAPE);
}

// A name in braces behind its first brace.
static bool braced(TSLexer *lexer) {
  char word[MAX_NAME + 1];
  bool letter = is_letter(lexer->lookahead);
  return letter && name(lexer, word) <= MAX_NAME && accept(lexer, '}');
}

// scan_text reads a part of a text. {{name}} and ${name} are parts of their own;
// other braces and dollars are characters as any, except that ${ must be whole.
static bool scan_text(TSLexer *lexer, bool is_long) {
  bool any = false;
  lexer->result_symbol = is_long ? LONG_TEXT_CONTENT : TEXT_CONTENT;
  for (; !lexer->eof(lexer); any = true) {
    lexer->mark_end(lexer);
    switch (lexer->lookahead) {
      case 0:
      case -1: // what is no UTF-8
        return false;
      case '\n':
        if (!is_long) return any;
        advance(lexer);
        break;
      case '\\':
        return any || scan_escape(lexer);
      case '"':
        if (!is_long) return any;
        advance(lexer);
        if (accept(lexer, '"') && lexer->lookahead == '"') return any;
        break;
      case '$':
        advance(lexer);
        if (lexer->lookahead != '{') break;
        if (any) return true;
        advance(lexer);
        return braced(lexer) && found(lexer, INTERPOLATION);
      case '{':
        advance(lexer);
        if (lexer->lookahead != '{') break;
        if (any) return true;
        advance(lexer);
        if (braced(lexer) && accept(lexer, '}')) return found(lexer, VARIABLE);
        break;
      default:
        advance(lexer);
    }
  }
  return false;
}

bool tree_sitter_flow_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  // Where all are valid the parser looks for a way out of an error.
  if (valid[ERROR]) return false;
  if (valid[TEXT_CONTENT] || valid[LONG_TEXT_CONTENT]) {
    return scan_text(lexer, valid[LONG_TEXT_CONTENT]);
  }
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  int32_t c = lexer->lookahead;
  if (is_letter(c)) return scan_word(lexer, valid);
  if (is_digit(c) || c == '+') return scan_digits(lexer, valid);
  if (c == '{' && valid[OBJECT]) return scan_object(lexer);
  if (c == '#' && valid[HASH]) {
    advance(lexer);
    return found(lexer, HASH);
  }
  return false;
}

void *tree_sitter_flow_external_scanner_create(void) { return NULL; }
void tree_sitter_flow_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_flow_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_flow_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}
