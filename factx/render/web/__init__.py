"""What the HTML pages share: elements, a document without network requests, colours and type."""
