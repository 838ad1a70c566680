package io.zol0.api;

/** What a path leads to is not there, or not for whoever asks. */
final class Missing extends RuntimeException {
    Missing(String sentence) {
        super(sentence);
    }
}
