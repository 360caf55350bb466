package layout

// Flow is for the tests that compare with others.
var Flow = flow
