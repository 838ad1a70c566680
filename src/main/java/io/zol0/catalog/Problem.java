package io.zol0.catalog;

/** What is wrong with one field of a draft, as a sentence that says what would be right. */
public record Problem(String field, String sentence) {}
