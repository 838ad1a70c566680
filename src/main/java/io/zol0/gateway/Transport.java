package io.zol0.gateway;

/** How the gateway talks to the kernel. */
public enum Transport {
    /** io_uring where it works, else epoll, else NIO. */
    AUTO,
    IO_URING,
    EPOLL,
    NIO
}
