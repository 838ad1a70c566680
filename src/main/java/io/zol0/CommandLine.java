package io.zol0;

import io.zol0.home.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was typed: a command, what it works on, and flags.
 *
 * @param properties values of flags by property, such as {@code zol0.port}
 * @param switches flags without a value
 */
record CommandLine(String command, List<String> operands, Map<String, String> properties, Set<String> switches) {
    private static final Set<String> VALUES =
            Set.of("port", "gateway-port", "home", "bind", "demo", "db-url", "db-user", "data", "out");
    private static final Set<String> SWITCHES = Set.of("history", "replace", "help", "version");

    static CommandLine parse(String... arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> properties = new LinkedHashMap<>();
        Set<String> switches = new LinkedHashSet<>();
        for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            String[] parts = argument.substring(2).split("=", 2);
            String name = parts[0];
            if (SWITCHES.contains(name) && parts.length == 1) {
                switches.add(name);
            } else if (name.contains(".") && parts.length == 2) {
                properties.put(name, parts[1]);
            } else if (VALUES.contains(name) && (parts.length == 2 || rest.hasNext())) {
                properties.put("zol0." + name.replace('-', '.'), parts.length == 2 ? parts[1] : rest.next());
            } else if (VALUES.contains(name)) {
                throw new Refusal("--" + name + " needs a value, as in --" + name + "=VALUE.");
            } else {
                throw new Refusal("There is no flag " + argument + "; \"zol0 help\" lists those there are.");
            }
        }
        String command = words.isEmpty() ? "run" : words.removeFirst();
        if (switches.contains("help") || switches.contains("version")) {
            command = switches.contains("help") ? "help" : "version";
        }
        return new CommandLine(command, List.copyOf(words), properties, switches);
    }

    /** A setting by flag, else by system property, else by environment variable. */
    @Nullable
    String property(String name) {
        String flag = properties.get(name);
        if (flag != null) {
            return flag;
        }
        String system = System.getProperty(name);
        return system != null
                ? system
                : System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }

    /** The flags as Spring reads them. */
    String[] forSpring() {
        return properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    /** The one thing the command works on. */
    String operand(String what) {
        if (operands.size() != 1) {
            throw new Refusal("\"zol0 " + command + "\" needs one " + what + ", as in: zol0 " + command + " "
                    + what.toUpperCase(Locale.ROOT));
        }
        return operands.getFirst();
    }

    /** The folder that a flag names. */
    Path folder(String flag) {
        String path = properties.get("zol0." + flag);
        if (path == null || path.isBlank()) {
            throw new Refusal("\"zol0 " + command + "\" needs --" + flag + "=FOLDER.");
        }
        return Path.of(path);
    }

    void requireNoOperands() {
        if (!operands.isEmpty()) {
            throw new Refusal(
                    "\"zol0 " + command + "\" takes nothing after it, and got \"" + operands.getFirst() + "\".");
        }
    }
}
