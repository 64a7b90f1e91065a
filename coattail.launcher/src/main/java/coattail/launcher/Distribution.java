// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The installed distribution; it is never written to, and serves any number of instances.
 *
 * @param home its directory, absolute
 */
record Distribution(Path home) {

    /** The one that this launcher belongs to: {@code bin/coattail} says where it is. */
    static Distribution own() {
        String home = System.getProperty("coattail.home");
        if (home == null) {
            throw Failure.failed(
                    "the property coattail.home isn't set; start Coattail with the distribution's" + " bin/coattail");
        }
        return new Distribution(Path.of(home));
    }

    Path etc() {
        return home.resolve("etc");
    }

    Path karaf() {
        return home.resolve("bin").resolve("karaf");
    }

    /** The bundle with the sample actions. */
    Path samples() {
        Path versions = home.resolve("system/io/coattail/coattail.sample-actions");
        try (DirectoryStream<Path> found = Files.newDirectoryStream(versions)) {
            for (Path version : found) {
                try (DirectoryStream<Path> jars = Files.newDirectoryStream(version, "*.jar")) {
                    for (Path jar : jars) {
                        return jar;
                    }
                }
            }
        } catch (IOException e) {
            throw Failure.failed("the distribution in " + home + " has no sample actions: " + e.getMessage());
        }
        throw Failure.failed("the distribution in " + home + " has no sample actions");
    }
}
