use super::*;

#[test]
fn an_empty_document_is_a_page() {
    let page = page(&Document::default());
    assert!(page.contains("<title>onward</title>") && page.contains("There is nothing to show."), "{page}");
}
