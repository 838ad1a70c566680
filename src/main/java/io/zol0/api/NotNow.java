package io.zol0.api;

/** What is asked for makes sense, and cannot be done as things are. */
final class NotNow extends RuntimeException {
    NotNow(String sentence) {
        super(sentence);
    }
}
