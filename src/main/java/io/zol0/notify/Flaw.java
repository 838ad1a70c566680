package io.zol0.notify;

/** What is wrong with one field of a draft, as a sentence that says what would be right. */
public record Flaw(String field, String sentence) {}
