/// <reference types="tree-sitter-cli/dsl" />

// What a statement is made of is generated from the grammar of the language
// (statements.js). Here stands what that grammar leaves to whoever reads it: the
// structure of a script, values, and tokens. Tokens whose end depends on what
// follows, or on a list of words, are read by src/scanner.c.
const statements = require('./statements');

const word = /[A-Za-z_][A-Za-z0-9_]*/;

module.exports = grammar({
  name: 'flow',

  word: $ => $.identifier,

  externals: $ => [
    $.number,
    $.date,
    $.time,
    $.hash,
    $._label_name,
    $._step_name,
    $._key_name,
    $.constant,
    $.object,
    $._text_content,
    $._long_text_content,
    $.escape,
    $.variable,
    $.interpolation,
    $._error,
  ],

  extras: $ => [/[ \t\r]/, $.comment],

  supertypes: $ => [$.statement, $.test_line],

  inline: $ => [
    $.phone_number,
    $.text_value,
    $.url,
    $.count,
    $.entity,
    $.date_value,
    $.time_value,
    $.path,
    $.any_value,
    $.into,
    $.spoken,
    $.pressed_keys,
    $.name,
    $._text,
  ],

  conflicts: $ => [[$._open_paren]],

  rules: {
    file: $ => optional($._lines),

    ...statements,

    _lines: $ => choice(
      seq(repeat1(choice($._eol, seq($._line, $._eol))), optional($._line)),
      $._line,
    ),
    _line: $ => choice(seq(repeat($.label), $.statement), repeat1($.label)),
    label: $ => seq(field('name', alias($._label_name, $.identifier)), token.immediate(':')),
    body: $ => seq('{', optional($._lines), '}'),
    arms: $ => seq('{', repeat(choice($._eol, seq($.arm, $._eol))), optional($.arm), '}'),

    transcript: $ => seq('{', repeat(choice($._eol, seq($.test_line, $._eol))), optional($.test_line), '}'),

    // The name of a step of one's own is no word of the language.
    invoke: $ => seq(
      field('step', alias($._step_name, $.identifier)),
      optional(seq($.argument, repeat(seq($._comma, $.argument)))),
      optional($.branches),
    ),

    phone_number: $ => choice($.number, $._text, $.constant),
    text_value: $ => choice($._text, $.constant),
    url: $ => choice($._text, $.constant),
    count: $ => choice($.number, $._text, $.constant),
    entity: $ => choice($.number, $._text, $.constant),
    date_value: $ => choice($.date, $._text, $.constant),
    time_value: $ => choice($.time, $._text, $.constant),
    zone: $ => choice(
      seq($.constant, repeat(seq(token.immediate('/'), alias(token.immediate(word), $.identifier)))),
      $._text,
    ),
    path: $ => $._text,
    title: $ => $._text,
    pressed_keys: $ => choice($.number, $.hash, $._text, $.constant),
    any_value: $ => choice($.number, $.date, $.time, $._text, $.constant),
    into: $ => choice($.identifier, $._text),
    spoken: $ => choice($._text, $.constant),
    key: $ => seq($._key_end, optional(seq('..', $._key_end))),
    _key_end: $ => choice($.number, $.hash, alias($._key_name, $.identifier), $.text),
    target: $ => $.identifier,
    declared: $ => $.identifier,
    param_name: $ => seq(alias($._label_name, $.identifier), token.immediate(':')),
    name: $ => $.identifier,

    _text: $ => choice($.text, $.long_text),
    text: $ => seq('"', repeat(choice($._text_content, $._in_text)), token.immediate('"')),
    long_text: $ => seq('"""', repeat(choice($._long_text_content, $._in_text)), token.immediate('"""')),
    _in_text: $ => choice($.escape, $.variable, $.interpolation),

    identifier: _ => word,
    comment: _ => token(seq('//', /[^\n]*/)),

    // Newlines are free behind an opening mark and a comma.
    _eol: _ => choice('\n', ';'),
    _comma: _ => seq(',', repeat('\n')),
    _open_paren: _ => seq('(', repeat('\n')),
  },
});
