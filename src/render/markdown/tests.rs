use super::*;

#[test]
fn an_empty_document_is_nothing() {
    assert_eq!(render(&Document::default()), "");
}
