// Package lang is the language of call flows: its tokens, its grammar, a
// parser that goes on behind a mistake, a walk over the tree, the printer of
// the canonical layout, and a dump for tests. It knows how a script is
// written, not what it means. SPEC.md beside this file describes the language.
//
// The structs of the tree are the grammar (stmt.go, ast.go), for participle. A
// plain reader is generated from their tags, and reads what is right (reader.go);
// large scripts in sections beside each other (beside.go). Lines that it does not
// take are read by the grammar itself (feed.go, parse.go), statement by statement:
// the first word picks a production, and a statement that does not parse becomes
// a Bad node and costs only itself.
//
// Each type says of what words and nodes it is made (node.go), and all that
// goes over the tree is made from that. Comments, blank lines and broken lines
// are part of the tree (comments.go); so it prints without its text, and one
// that was built by hand (build.go) prints as one that was parsed.
package lang
