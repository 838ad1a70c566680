package io.zol0.gateway;

/** A request that cannot be read, or that two readers could read in two ways. */
final class Malformed extends RuntimeException {
    private final transient Problem problem;

    private Malformed(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    static Malformed because(String what) {
        return new Malformed(Problem.badRequest("The request was refused: " + what + "."));
    }

    static Malformed bareCarriageReturn() {
        return because("a carriage return stands without its line feed");
    }

    static Malformed version() {
        return new Malformed(Problem.of(
                505,
                "version-not-supported",
                "HTTP version not supported",
                "ZoL0 listens to HTTP/1.1 and HTTP/1.0; it speaks HTTP/2 only with upstreams."));
    }

    static Malformed trailers() {
        return new Malformed(Problem.of(
                501,
                "trailers-not-supported",
                "Trailers not supported",
                "ZoL0 does not pass on trailers of a request; send their fields in its head."));
    }

    static Malformed headTooLarge(int maxLength) {
        return new Malformed(Problem.of(
                431,
                "head-too-large",
                "Request header fields too large",
                "The request's head is longer than " + maxLength + " bytes (zol0.gateway.max-header-size)."));
    }

    static Malformed targetTooLong(int maxLength) {
        return new Malformed(Problem.of(
                414,
                "target-too-long",
                "URI too long",
                "The request's target is longer than " + maxLength + " bytes (zol0.gateway.max-url-length)."));
    }
}
