// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What lies in the drop-in folders and hasn't been deployed: a start isn't over before it is. */
final class DropIns {
    private static final String[] FOLDERS = {"actions", "receivers"};

    private final BundleContext context;
    private final Path base;

    DropIns(BundleContext context, Path base) {
        this.context = context;
        this.base = base;
    }

    /** The jars that aren't bundles that have started, such as {@code actions/greet.jar}. */
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        for (String folder : FOLDERS) {
            Path directory = base.resolve(folder);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
                for (Path jar : jars) {
                    if (!started(jar)) {
                        waiting.add(folder + "/" + jar.getFileName());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return waiting;
    }

    private boolean started(Path jar) {
        // File install names a bundle after its file.
        Bundle bundle = context.getBundle(jar.toFile().toURI().toString());
        return bundle != null && (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING);
    }
}
