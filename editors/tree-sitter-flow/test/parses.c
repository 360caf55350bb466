// parses says of each file, in the order in which they are named, whether the
// parser of tree-sitter reads it without a mistake: "ok FILE" or "no FILE".
#include <stdio.h>
#include <stdlib.h>
#include <tree_sitter/api.h>

TSLanguage *tree_sitter_flow(void);

static char *read_file(const char *path, uint32_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  *size = (uint32_t)ftell(file);
  rewind(file);
  char *text = malloc(*size + 1);
  if (text && fread(text, 1, *size, file) != *size) {
    free(text);
    text = NULL;
  }
  fclose(file);
  return text;
}

int main(int argc, char **argv) {
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_flow())) {
    fprintf(stderr, "this libtree-sitter does not read the parser\n");
    return 2;
  }
  for (int i = 1; i < argc; i++) {
    uint32_t size = 0;
    char *text = read_file(argv[i], &size);
    if (!text) {
      perror(argv[i]);
      return 2;
    }
    TSTree *tree = ts_parser_parse_string(parser, NULL, text, size);
    printf("%s %s\n", ts_node_has_error(ts_tree_root_node(tree)) ? "no" : "ok", argv[i]);
    ts_tree_delete(tree);
    free(text);
  }
  ts_parser_delete(parser);
  return 0;
}
