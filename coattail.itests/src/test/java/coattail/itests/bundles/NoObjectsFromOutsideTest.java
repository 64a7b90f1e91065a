// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.ConstantPool;

/** No class of Coattail makes Java objects of bytes: whoever sends those chooses the classes that get to run. */
class NoObjectsFromOutsideTest {

    /** What a class uses that reads serialized objects, by the JDK's means or by MINA's. */
    private static List<String> forbidden(ConstantPool pool) {
        var found = new ArrayList<String>();
        pool.texts().stream()
                .filter(text -> text.contains("java/io/ObjectInput")
                        || text.contains("org/apache/mina/filter/codec/serialization"))
                .forEach(found::add);
        pool.members().stream()
                .filter(member -> member.startsWith("org/apache/mina/") && member.endsWith(".getObject"))
                .forEach(found::add);
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coattail.api",
                "coattail.core",
                "coattail.transport",
                "coattail.store",
                "coattail.shell",
                "coattail.sample-actions"
            })
    void noClassReadsSerializedObjects(String name) {
        var bundle = BuiltBundle.named(name);
        var classes = bundle.entries().stream()
                .filter(entry -> entry.startsWith("coattail/") && entry.endsWith(".class"))
                .toList();
        assertTrue(classes.size() > 1, name + " has classes");
        for (String entry : classes) {
            assertEquals(List.of(), forbidden(ConstantPool.of(bundle.read(entry))), entry + " of " + name);
        }
    }

    @Test
    void aClassThatDoesIsFound() throws IOException {
        String file = Culprit.class.getName().replaceAll(".*\\.", "") + ".class";
        try (var in = getClass().getResourceAsStream(file)) {
            var pool = ConstantPool.of(in.readAllBytes());
            assertTrue(
                    forbidden(pool).contains("java/io/ObjectInputStream"),
                    pool.texts().toString());
            assertTrue(
                    pool.members().contains("java/io/ObjectInputStream.readObject"),
                    pool.members().toString());
        }
    }

    private static final class Culprit {
        private Culprit() {}

        @SuppressWarnings("UnusedMethod") // its class file is what the test reads
        static Object read(InputStream in) throws IOException, ClassNotFoundException {
            try (var objects = new ObjectInputStream(in)) {
                return objects.readObject();
            }
        }
    }
}
