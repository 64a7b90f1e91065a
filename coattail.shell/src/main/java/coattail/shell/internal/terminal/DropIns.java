// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Whether what lies in the drop-in folders has been deployed: a start isn't over before. */
final class DropIns {
    private static final String[] FOLDERS = {"actions", "receivers"};

    private final BundleContext context;
    private final Path base;

    DropIns(BundleContext context, Path base) {
        this.context = context;
        this.base = base;
    }

    /** True when every jar in the folders is a bundle that has started. */
    boolean deployed() {
        for (String folder : FOLDERS) {
            Path directory = base.resolve(folder);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
                for (Path jar : jars) {
                    if (!started(jar)) {
                        return false;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    private boolean started(Path jar) {
        // File install names a bundle after its file.
        Bundle bundle = context.getBundle(jar.toFile().toURI().toString());
        return bundle != null && (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING);
    }
}
