package io.zol0.home;

import java.nio.file.Path;

/** A process that rotates its installation's key until it is killed, and says each time that it did. */
final class Rotator {
    private Rotator() {}

    public static void main(String[] arguments) {
        DatabaseAddress database = new DatabaseAddress(arguments[1], arguments[2], arguments[3]);
        HomeSettings settings = new HomeSettings(Path.of(arguments[0]), database, null);
        while (true) {
            KeyRotation.run(settings, null);
            System.out.println("rotated");
        }
    }
}
