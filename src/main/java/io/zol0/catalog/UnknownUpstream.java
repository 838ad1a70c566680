package io.zol0.catalog;

/** There is no such upstream, or no longer. */
public final class UnknownUpstream extends RuntimeException {
    private UnknownUpstream(String sentence) {
        super(sentence);
    }

    static UnknownUpstream withId(long id) {
        return new UnknownUpstream("There is no upstream number %d; it may have been removed meanwhile.".formatted(id));
    }
}
