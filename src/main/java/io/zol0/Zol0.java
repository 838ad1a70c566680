package io.zol0;

import io.zol0.alerts.Anomalies;
import io.zol0.home.Backup;
import io.zol0.home.HomeSettings;
import io.zol0.home.KeyRotation;
import io.zol0.home.Refusal;
import io.zol0.home.Restore;
import io.zol0.home.Version;
import java.nio.file.Path;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Where ZoL0 begins: runs it, or carries out one of its commands. */
@SpringBootApplication
@EnableScheduling
public class Zol0 {
    private static final String HELP = """
        zol0 run                start ZoL0 (also without a word)
        zol0 backup FILE        write settings, users and audit to a file; --history adds measurements
        zol0 restore FILE       bring a backup into an empty installation; --replace into any
        zol0 reset-admin        give the account "admin" a new password
        zol0 token NAME         make a token for a program that operates ZoL0 by the REST API
        zol0 rotate-key         give the installation a new secret key; tokens stay valid
        zol0 controller         let a simulated provider talk to the quota controller, line by line
        zol0 anomalies          score the CSV files in --data=FOLDER into --out=FOLDER
        zol0 version            say which version this is
        zol0 help               say this

        Flags, each also by environment:
          --port=8080           console and REST API        ZOL0_PORT
          --gateway-port=8081   gateway                     ZOL0_GATEWAY_PORT
          --bind=127.0.0.1      address of both             ZOL0_BIND
          --home=data           folder of the installation  ZOL0_HOME
          --db-url=URL          PostgreSQL of your own      ZOL0_DB_URL
          --db-user=NAME        its user                    ZOL0_DB_USER
                                its password                ZOL0_DB_PASSWORD
                                user that migrates it       ZOL0_DB_MIGRATION_USER
                                its password                ZOL0_DB_MIGRATION_PASSWORD
          --demo=on|off         demo traffic                ZOL0_DEMO
                                secret key (64 hex digits)  ZOL0_KEY
        """;

    public static void main(String[] arguments) {
        try {
            run(CommandLine.parse(arguments));
        } catch (Refusal refusal) {
            fail(refusal);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void run(CommandLine line) {
        switch (line.command()) {
            case "run" -> {
                line.requireNoOperands();
                useWhatTheBuildFound();
                start(() -> SpringApplication.run(Zol0.class, line.forSpring()));
            }
            case "train" -> {
                // What ZoL0 says to itself when it makes its AOT cache; nothing for people, so not in the help.
                line.requireNoOperands();
                useWhatTheBuildFound();
                start(() -> Training.run(line.forSpring()));
            }
            case "reset-admin" -> {
                line.requireNoOperands();
                HomeSettings.from(line::property).requireInstalled();
                start(() -> AdminReset.run(line.forSpring()));
            }
            case "token" -> {
                String name = line.operand("name");
                HomeSettings.from(line::property).requireInstalled();
                start(() -> TokenMaking.run(name, line.forSpring()));
            }
            case "backup" -> {
                calmLog();
                System.out.println(Backup.write(
                        HomeSettings.from(line::property),
                        Path.of(line.operand("file")),
                        line.switches().contains("history")));
            }
            case "restore" -> {
                calmLog();
                System.out.println(Restore.read(
                        HomeSettings.from(line::property),
                        Path.of(line.operand("file")),
                        line.switches().contains("replace")));
            }
            case "rotate-key" -> {
                line.requireNoOperands();
                calmLog();
                System.out.println(KeyRotation.run(HomeSettings.from(line::property), line.property("zol0.new.key")));
            }
            case "controller" -> {
                line.requireNoOperands();
                ControllerProtocol.speak(System.in, System.out);
            }
            case "anomalies" -> {
                line.requireNoOperands();
                System.out.println(Anomalies.run(line.folder("data"), line.folder("out")));
            }
            case "version" -> System.out.println("ZoL0 " + Version.current());
            case "help" -> System.out.print(HELP);
            default ->
                throw new Refusal(
                        "There is no command \"" + line.command() + "\"; \"zol0 help\" lists those there are.");
        }
    }

    /** In a jar are the beans as the build found them, and need not be looked for again; in a folder of classes not. */
    private static void useWhatTheBuildFound() {
        boolean found = Zol0.class.getResource("Zol0__ApplicationContextInitializer.class") != null;
        if (found && !Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            System.setProperty(AotDetector.AOT_ENABLED, System.getProperty(AotDetector.AOT_ENABLED, "true"));
        }
    }

    /** Where Spring does not run, nobody else reads the levels of the log. */
    private static void calmLog() {
        LoggingSystem.get(Zol0.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    /** Spring has said why by the time its run ends with an exception. */
    private static void start(Runnable spring) {
        try {
            spring.run();
        } catch (SpringApplication.AbandonedRunException e) {
            // Only the build runs it so, to see which beans there are.
            throw e;
        } catch (RuntimeException | Error e) {
            System.exit(1);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void fail(Refusal refusal) {
        System.err.println(refusal.getMessage());
        System.exit(1);
    }
}
