package io.zol0.users;

/** What was done, in the words of the audit's list. */
public enum AuditAction {
    LOGGED_IN("Signed in"),
    LOGGED_OUT("Signed out"),
    LOGIN_FAILED("Sign-in failed"),
    ACCOUNT_CREATED("Account created"),
    ACCOUNT_CHANGED("Account changed"),
    ACCOUNT_DISABLED("Account disabled"),
    ACCOUNT_ENABLED("Account enabled"),
    ACCOUNT_REMOVED("Account removed"),
    PASSWORD_CHANGED("Password changed"),
    PASSWORD_RESET("Password reset"),
    SECOND_FACTOR_ADDED("Second factor added"),
    SECOND_FACTOR_REMOVED("Second factor removed"),
    SESSION_ENDED("Session ended"),
    REMEMBERED_LOGIN_COPIED("Copied sign-in cookie refused"),
    TOKEN_CREATED("Token created"),
    TOKEN_CHANGED("Token changed"),
    TOKEN_ROTATED("Token rotated"),
    TOKEN_REVOKED("Token revoked"),
    UPSTREAM_ADDED("Upstream added"),
    UPSTREAM_CHANGED("Upstream changed"),
    UPSTREAM_REMOVED("Upstream removed"),
    SETTING_CHANGED("Setting changed"),
    SETTING_REVERTED("Setting taken back"),
    BAN_LIFTED("Ban lifted"),
    RECORDING_CHANGED("Recording of every call switched"),
    RULE_CHANGED("Alert rule changed"),
    CHANNEL_CHANGED("Channel changed"),
    CHANNEL_TESTED("Channel tested"),
    ROUTE_CHANGED("Route of messages changed"),
    REPORT_MAIL_CHANGED("Reports by mail changed"),
    REPORT_MAIL_TESTED("Report mailed for a test"),
    PREFERENCE_CHANGED("Wish for e-mails changed"),
    DELIVERY_SENT_AGAIN("Message sent again"),
    HEALTH_WEIGHTS_CHANGED("Weights of the health score changed"),
    PRICE_CHANGED("Price or budget changed"),
    OWN_UPSTREAM_CHANGED("Upstream marked as own or not"),
    BENCHMARK_RUN("Benchmark run"),
    SILENCE_CHANGED("Silence changed"),
    BROWSERS_CHANGED("Who may report from browsers changed"),
    DEMO_CHANGED("Demo switched"),
    APPROVED("Approved"),
    DISMISSED("Dismissed"),
    BROUGHT_BACK("Told again"),
    TAKEN_BACK("Taken back"),
    AUTOPILOT_CHANGED("Autopilot changed"),
    EXPORTED("Exported"),
    PURGED("Purged"),
    BACKED_UP("Backup written"),
    RESTORED("Backup restored"),
    RETENTION_CUT("Old audit entries removed"),
    KEY_ROTATED("Secret key rotated");

    private final String words;

    AuditAction(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
