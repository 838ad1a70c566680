package io.zol0.users;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an administrator sets of an account.
 *
 * @param environments what it is restricted to; empty for everything
 * @param enabled whether it may sign in
 */
public record AccountSettings(Role role, Set<String> environments, boolean enabled) {
    private static final int MOST_ENVIRONMENTS = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public AccountSettings {
        environments = Set.copyOf(environments);
    }

    /** What is wrong with a name, by itself; empty where nothing is. */
    public static String problemOfName(String name) {
        return NAME.matcher(name).matches()
                ? ""
                : "A user name begins with a letter or digit and has up to 64 letters, digits, dots, dashes, underscores"
                        + " or @, such as ada or ada@example.org.";
    }

    /** What is wrong with the restriction; empty where nothing is. */
    public String problemOfEnvironments() {
        if (role == Role.ADMIN && !environments.isEmpty()) {
            return "An administrator sees every environment; restrict a viewer or an operator.";
        }
        if (environments.size() > MOST_ENVIRONMENTS) {
            return "An account is restricted to at most %d environments; leave it empty for all."
                    .formatted(MOST_ENVIRONMENTS);
        }
        return environments.stream().allMatch(name -> ENVIRONMENT.matcher(name).matches())
                ? ""
                : "Choose among the environments there are.";
    }

    Map<String, Object> audited() {
        return Map.of("role", role, "environments", List.of(sortedEnvironments()), "enabled", enabled);
    }

    String[] sortedEnvironments() {
        return new TreeSet<>(environments).toArray(String[]::new);
    }
}
