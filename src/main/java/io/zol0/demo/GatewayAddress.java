package io.zol0.demo;

/** Where the gateway listens, seen from this machine. */
record GatewayAddress(String host, int port, boolean tls) {
    private static final String LOOPBACK = "127.0.0.1";

    /** @param bind what it is bound to; every address of the machine includes loopback */
    static GatewayAddress of(String bind, int port, boolean tls) {
        var every = bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("[::]");
        return new GatewayAddress(every ? LOOPBACK : bind, port, tls);
    }
}
