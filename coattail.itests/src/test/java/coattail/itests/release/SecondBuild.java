// SPDX-License-Identifier: Apache-2.0
package coattail.itests.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The release, built from other files by somebody else: in another place, time zone and language, with another umask.
 */
final class SecondBuild {
    private static final long LONGEST_MINUTES = 10;
    private static final String FOR_THE_GROUP = "0002";

    private SecondBuild() {}

    /** Builds everything that is released, in a copy of the checkout. */
    static void run(Path checkout) throws IOException, InterruptedException {
        boolean online = System.getProperty("coattail.network").equals("offline=false");
        var log = checkout.resolve("second-build.log");
        var builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        modes() + " && exec \"$@\"",
                        "sh",
                        System.getProperty("coattail.maven") + "/bin/mvn",
                        "-B",
                        online ? "-ntp" : "-o",
                        "-Dmaven.repo.local=" + System.getProperty("coattail.repository"),
                        // What another configuration has downloaded counts as well.
                        "-Daether.enhancedLocalRepository.trackingFilename=none",
                        "-DskipTests",
                        // What only looks at sources has looked already, and leaves the classes as they are.
                        "-Dquick",
                        "-Dspotless.check.skip",
                        "-Denforcer.skip",
                        "-pl",
                        "features/assembly,features/sbom",
                        "-am",
                        "package")
                .directory(checkout.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("TZ", "Pacific/Auckland");
        environment.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Duser.language=de -Duser.country=DE");
        var process = builder.start();
        boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        var said = Files.readString(log);
        assertEquals(0, ended ? process.exitValue() : -1, () -> "the second build\n" + said);
    }

    /** Files that belong to the group where those of this build don't, or the other way round. */
    private static String modes() throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of("sh", "-c", "umask")).start();
        var mine = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        process.waitFor();
        return mine.equals(FOR_THE_GROUP) ? "umask 0022 && chmod -R g-w ." : "umask 0002 && chmod -R g+w .";
    }
}
