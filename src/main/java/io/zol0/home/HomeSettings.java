package io.zol0.home;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an installation is found.
 *
 * @param database an external one; null for the embedded one
 * @param owner the same by the role that migrates it and owns its tables; null where that is no role of its own
 * @param key the secret key where it is given and not in the home's file
 */
public record HomeSettings(
        Path home,
        @Nullable DatabaseAddress database,
        @Nullable DatabaseAddress owner,
        @Nullable String key) {

    HomeSettings(Path home, @Nullable DatabaseAddress database, @Nullable String key) {
        this(home, database, null, key);
    }

    /**
     * Reads {@code zol0.home}, {@code zol0.db.url}, {@code .user}, {@code .password}, {@code zol0.db.migration.user},
     * {@code .password} and {@code zol0.key}.
     */
    public static HomeSettings from(Function<String, @Nullable String> property) {
        String home = given(property, "zol0.home");
        String url = given(property, "zol0.db.url");
        String owner = given(property, "zol0.db.migration.user");
        String ownersPassword = given(property, "zol0.db.migration.password");
        if (owner != null && url == null) {
            throw new Refusal(
                    "ZOL0_DB_MIGRATION_USER is for a database of your own; set ZOL0_DB_URL as well, or unset it.");
        }
        return new HomeSettings(
                Path.of(home == null ? "data" : home),
                url == null
                        ? null
                        : DatabaseAddress.parse(
                                url, given(property, "zol0.db.user"), given(property, "zol0.db.password")),
                url == null || owner == null
                        ? null
                        : DatabaseAddress.parse(url, owner, ownersPassword == null ? "" : ownersPassword),
                given(property, "zol0.key"));
    }

    /** Refuses a home that nothing was ever installed in, for commands that would otherwise make a new installation. */
    public void requireInstalled() {
        if (database == null && !Files.exists(home.resolve("db").resolve("PG_VERSION"))) {
            throw new Refusal("There is no installation in "
                    + home.toAbsolutePath().normalize() + "; set ZOL0_HOME to the one you mean.");
        }
    }

    @Override
    public String toString() {
        return home.toString();
    }

    private static @Nullable String given(Function<String, @Nullable String> property, String name) {
        String value = property.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
