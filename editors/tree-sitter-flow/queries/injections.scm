((object) @injection.content
  (#set! injection.language "json"))

((comment) @injection.content
  (#set! injection.language "comment"))
