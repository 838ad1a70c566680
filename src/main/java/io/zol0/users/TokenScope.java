package io.zol0.users;

/** What a token may be used for. */
public enum TokenScope {
    /** Calls through the gateway. */
    GATEWAY,
    /** Reporting of calls and figures that did not come through the gateway. */
    INGEST,
    /** Reading by the REST API, and the Prometheus metrics. */
    READ,
    /** Changing by the REST API what an operator may change. */
    OPERATE,
    /** Changing by the REST API what an administrator may change there, such as upstreams, users, tokens and channels; only with all environments. */
    ADMINISTER;

    /** The least role that may make a token for this: nobody hands out more than they have. */
    public Role needs() {
        return switch (this) {
            case READ -> Role.VIEWER;
            case GATEWAY, INGEST, OPERATE -> Role.OPERATOR;
            case ADMINISTER -> Role.ADMIN;
        };
    }
}
