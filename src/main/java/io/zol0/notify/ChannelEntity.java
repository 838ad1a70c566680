package io.zol0.notify;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel as it is kept. */
@Entity
@Table(name = "channel")
class ChannelEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;

    @Enumerated(EnumType.STRING)
    private ChannelKind kind;

    private boolean enabled;
    private boolean allowsPrivate;
    private String address;
    private int port;

    @Enumerated(EnumType.STRING)
    private MailSecurity security;

    private String username;
    private String sender;
    private String recipients;
    private boolean personal;
    private @Nullable String sealedSecret;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected ChannelEntity() {}

    /** A draft that {@link ChannelRules} found right. */
    @SuppressWarnings("NullAway.Init")
    ChannelEntity(ChannelDraft draft) {
        kind = draft.kind();
        become(draft);
    }

    /** Everything but its kind and its secret. */
    void become(ChannelDraft draft) {
        name = draft.name();
        enabled = draft.enabled();
        allowsPrivate = draft.allowsPrivate();
        if (!kind.hasSecretAddress()) {
            address = draft.address();
        } else if (draft.secret() != null) {
            address = ChannelRules.beginning(draft.secret());
        }
        port = draft.port();
        security = draft.security();
        username = draft.username();
        sender = draft.sender();
        recipients = String.join("\n", draft.recipients());
        personal = draft.personal();
    }

    void seal(@Nullable String sealed) {
        sealedSecret = sealed;
    }

    @Nullable
    String sealedSecret() {
        return sealedSecret;
    }

    Channel toChannel() {
        return new Channel(
                id == null ? 0 : id,
                name,
                kind,
                enabled,
                allowsPrivate,
                address,
                port,
                security,
                username,
                sender,
                recipients.isEmpty() ? List.of() : List.of(recipients.split("\n")),
                personal,
                sealedSecret != null,
                version);
    }
}
