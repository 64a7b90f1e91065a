// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the process of an instance: Karaf, on the instance's directory. */
final class InstanceProcess {

    /** How the process stands to the terminal. */
    enum Mode {
        /** In the foreground with Karaf's console. */
        CONSOLE,
        /** In the foreground without a console. */
        SERVER,
        /** In the background; it outlives the terminal. */
        HEADLESS
    }

    private final Distribution distribution;

    InstanceProcess(Distribution distribution) {
        this.distribution = distribution;
    }

    /** Starts it; what it prints before it has a log goes to {@code log/console.out} unless it is in the foreground. */
    Process start(InstanceDirectory instance, Mode mode) {
        try {
            Files.createDirectories(instance.log());
            Files.createDirectories(instance.work());
            var builder =
                    new ProcessBuilder(command(mode)).directory(instance.path().toFile());
            environment(builder.environment(), instance);
            if (mode == Mode.CONSOLE) {
                builder.inheritIO();
            } else {
                File output = instance.log().resolve("console.out").toFile();
                builder.redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(output);
            }
            return builder.start();
        } catch (IOException e) {
            throw Failure.failed("can't start " + distribution.karaf() + ": " + e.getMessage());
        }
    }

    private List<String> command(Mode mode) {
        String karaf = distribution.karaf().toString();
        List<String> command = new ArrayList<>();
        switch (mode) {
            case CONSOLE -> command.addAll(List.of(karaf, "console"));
            case SERVER -> command.addAll(List.of(karaf, "daemon"));
            case HEADLESS ->
                command.addAll(List.of(
                        "/bin/sh",
                        "-c",
                        // Neither the terminal's end nor a Ctrl-C typed into it later is meant for this process.
                        "trap '' HUP INT QUIT; if command -v setsid >/dev/null; then exec setsid \"$0\" daemon; fi;"
                                + " exec \"$0\" daemon",
                        karaf));
        }
        return command;
    }

    private static void environment(Map<String, String> environment, InstanceDirectory instance) {
        environment.keySet().removeIf(name -> name.startsWith("KARAF_"));
        environment.put("KARAF_BASE", instance.path().toString());
        environment.put("KARAF_ETC", instance.etc().toString());
        environment.put("KARAF_DATA", instance.work().toString());
        environment.put("KARAF_LOG", instance.log().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }
}
