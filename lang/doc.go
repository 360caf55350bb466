// Package lang is the language of call flows: its tokens, its grammar, a
// parser that goes on behind a mistake, a walk over the tree, and the printer
// of the canonical layout. It knows how a script is written, not what it
// means. SPEC.md beside this file describes the language.
//
// The structs of the tree are the grammar (ast.go), for participle. A script
// is read statement by statement: the first word picks a production, and a
// statement that does not parse becomes a Bad node and costs only itself.
package lang
