// SPDX-License-Identifier: Apache-2.0
package coattail.itests.diary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

import coattail.api.Delivery;
import coattail.api.Receiver;
import coattail.api.Whiteboard;

/**
 * A bundle with a receiver that writes down each event, a line in a file, before it returns: what is there outlives the
 * process.
 */
public final class Diary implements BundleActivator, Receiver<String> {
    /** The receiver's name, and that of its file in the instance's directory. */
    public static final String NAME = "diary";

    private static final Path FILE = Path.of(System.getProperty("karaf.base", ""), "data", NAME);

    @Override
    public void start(BundleContext context) {
        var properties = Map.of(Whiteboard.RECEIVER_NAME, NAME);
        context.registerService(Receiver.class, this, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public void receive(String event, Delivery delivery) throws Exception {
        Files.writeString(FILE, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
