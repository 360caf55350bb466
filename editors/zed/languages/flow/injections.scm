((object) @injection.content
  (#set! injection.language "json"))
