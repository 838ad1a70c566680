package io.zol0.users;

import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What an account may do: each role may also do what the one before it may. */
public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN;

    /** The role and all before it, so that whoever asks for one asks for "at least". */
    public List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }
}
