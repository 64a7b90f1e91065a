// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.Stream;

/** Loads some classes once more, as the bundle of an action does that is updated again and again. */
public final class ThrowAwayLoader extends ClassLoader {
    private static final int MOST_COLLECTIONS = 100;

    private final List<String> own;

    /** @param own the classes; all others come from the loader of the first */
    public ThrowAwayLoader(Class<?>... own) {
        super(own[0].getClassLoader());
        this.own = Stream.of(own).map(Class::getName).toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!own.contains(name)) {
                return super.loadClass(name, resolve);
            }
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (var bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] code = bytes.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Whether the collector takes it, within as many collections as are reasonable. */
    public static boolean collected(WeakReference<?> reference) {
        for (int i = 0; i < MOST_COLLECTIONS && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }
}
