// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The checkout that is being built. Its modules are folders of its root. */
public final class Workspace {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private Workspace() {}

    /** The folder of the parent pom. */
    public static Path root() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    }

    /** The modules that bnd makes jars of, by the names of their folders, in the order of the parent pom. */
    public static List<String> bundles() {
        return MODULE.matcher(read("pom.xml"))
                .results()
                .map(found -> found.group(1))
                .filter(module -> Files.exists(root().resolve(module).resolve("bnd.bnd")))
                .toList();
    }

    /** The content of a file, by its path from the root. */
    public static String read(String file) {
        try {
            return Files.readString(root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkout has no readable " + file, e);
        }
    }
}
