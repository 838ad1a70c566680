package io.zol0.gateway;

/** An upstream's answer that cannot be read, or that two readers could read in two ways. */
final class BadAnswer extends RuntimeException {
    BadAnswer(String what) {
        super(what, null, false, false);
    }
}
