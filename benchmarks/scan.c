/* libyaml's own scan of the files named: the least that any reader of YAML through it takes. */
#include <stdio.h>
#include <yaml.h>

int main(int count, char **names) {
    for (int at = 1; at < count; at++) {
        yaml_parser_t parser;
        yaml_token_t token;
        FILE *file = fopen(names[at], "rb");
        if (!file || !yaml_parser_initialize(&parser)) return 1;
        yaml_parser_set_input_file(&parser, file);
        for (int end = 0; !end; yaml_token_delete(&token)) {
            if (!yaml_parser_scan(&parser, &token)) return 1;
            end = token.type == YAML_STREAM_END_TOKEN;
        }
        yaml_parser_delete(&parser);
        fclose(file);
    }
    return 0;
}
