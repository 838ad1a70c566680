package io.zol0.notify;

/** How the way to a mail server is kept from others. */
public enum MailSecurity {
    /** Begins in plain text and must go on in TLS. */
    STARTTLS("STARTTLS", 587),
    /** TLS from the first byte on. */
    TLS("TLS", 465),
    /** Plain text, for a server on the same machine or network. */
    NONE("None", 25);

    private final String words;
    private final int usualPort;

    MailSecurity(String words, int usualPort) {
        this.words = words;
        this.usualPort = usualPort;
    }

    public String words() {
        return words;
    }

    public int usualPort() {
        return usualPort;
    }
}
