package io.zol0.home;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/** A process that writes numbers into its home's database until it is killed, and says each that was committed. */
final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
        Home home = Home.open(Path.of(arguments[0]));
        EmbeddedServer server = EmbeddedServer.start(home.folder());
        try (Connection connection = server.owner().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS written (number bigint PRIMARY KEY)");
            long last;
            try (ResultSet row = statement.executeQuery("SELECT count(*), coalesce(max(number), 0) FROM written")) {
                row.next();
                System.out.println("found " + row.getLong(1) + " " + row.getLong(2));
                last = row.getLong(2);
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO written VALUES (?)")) {
                while (true) {
                    insert.setLong(1, ++last);
                    insert.executeUpdate();
                    System.out.println("wrote " + last);
                }
            }
        }
    }
}
