package io.zol0.cache;

/** What is to be done with an answer of the upstream whose head has come. */
public sealed interface Arrival {
    /** It goes on to the caller, and nothing is kept. */
    record Pass() implements Arrival {}

    /** It goes on to the caller, and every part of its body is given to the filling too. */
    record Keep(Filling filling) implements Arrival {}

    /** The caller gets this in its place; a body of the upstream's answer is read and thrown away. */
    record Serve(Served served) implements Arrival {}
}
