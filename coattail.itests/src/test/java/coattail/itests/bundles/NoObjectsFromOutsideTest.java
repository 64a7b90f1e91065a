// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.beans.XMLDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.ConstantPool;
import coattail.itests.support.Document;
import coattail.itests.support.Workspace;

/** No class of Coattail makes Java objects of bytes: whoever sends those chooses the classes that get to run. */
class NoObjectsFromOutsideTest {
    /** Beginnings of what reads objects, or fetches them by a name: classes, or text that would load them. */
    private static final List<String> READERS = List.of(
            "java/io/ObjectInput",
            "java/io/ObjectOutput",
            "java/io/Externalizable",
            "java/beans/XMLDecoder",
            "java/lang/invoke/SerializedLambda",
            "java/rmi/",
            "javax/management/remote/",
            "javax/naming/",
            "javax/script/",
            "javax/xml/bind/",
            "jakarta/xml/bind/",
            "com/caucho/hessian",
            "com/esotericsoftware/",
            "com/thoughtworks/xstream",
            "groovy/",
            "org/apache/commons/lang3/SerializationUtils",
            "org/apache/mina/filter/codec/serialization",
            "org/nustaq/serialization",
            "org/springframework/expression",
            "org/yaml/snakeyaml",
            // the types that Jackson makes because the JSON says so
            "com/fasterxml/jackson/annotation/JsonTypeInfo",
            "com/fasterxml/jackson/databind/jsontype/",
            "tools/jackson/databind/jsontype/");
    /** What a class has that lets itself be read. */
    private static final Set<String> HOOKS = Set.of("readObject", "readObjectNoData", "readResolve", "readExternal");
    /** Methods that read objects of classes that do other things as well. */
    private static final Set<String> METHODS = Set.of(
            "com/fasterxml/jackson/databind/ObjectMapper.activateDefaultTyping",
            "com/fasterxml/jackson/databind/ObjectMapper.activateDefaultTypingAsProperty",
            "com/fasterxml/jackson/databind/ObjectMapper.enableDefaultTyping",
            "com/fasterxml/jackson/databind/ObjectMapper.setDefaultTyping",
            "com/fasterxml/jackson/databind/json/JsonMapper$Builder.activateDefaultTyping",
            "com/fasterxml/jackson/databind/json/JsonMapper$Builder.setDefaultTyping",
            "java/security/SignedObject.getObject",
            "java/sql/CallableStatement.getObject",
            "java/sql/ResultSet.getObject",
            "javax/crypto/SealedObject.getObject");

    private static Set<String> forbidden(ConstantPool pool) {
        var found = new TreeSet<String>();
        for (var text : pool.texts()) {
            var name = text.replace('.', '/');
            READERS.stream().filter(name::contains).forEach(found::add);
            if (HOOKS.contains(name)) {
                found.add(name);
            }
        }
        pool.members().stream()
                .filter(member -> METHODS.contains(member)
                        || (member.startsWith("org/apache/mina/") && member.matches(".*\\.(get|put)Object")))
                .forEach(found::add);
        return found;
    }

    static List<String> bundles() {
        return Workspace.bundles();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noClassReadsSerializedObjects(String name) {
        var bundle = BuiltBundle.named(name);
        var classes = bundle.entries().stream()
                .filter(entry -> entry.startsWith("coattail/") && entry.endsWith(".class"))
                .toList();
        assertTrue(classes.size() > 1, name + " has classes");
        for (String entry : classes) {
            assertEquals(
                    Set.of(),
                    forbidden(ConstantPool.of(bundle.read(entry))),
                    () -> entry + " of " + name + " makes objects of what others send, or could; it breaks "
                            + Document.of("docs/security.md").line("| Java deserialization |"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java/io/ObjectInput",
                "java/beans/XMLDecoder",
                "org/yaml/snakeyaml",
                "com/fasterxml/jackson/databind/ObjectMapper.enableDefaultTyping"
            })
    void aClassThatDoesIsFound(String culprit) throws IOException {
        String file = Culprit.class.getName().replaceAll(".*\\.", "") + ".class";
        try (var in = getClass().getResourceAsStream(file)) {
            var found = forbidden(ConstantPool.of(in.readAllBytes()));
            assertTrue(found.contains(culprit), found.toString());
        }
    }

    @Test
    void aNameThatOnlyLooksLikeItIsNot() {
        assertEquals(
                Set.of(),
                forbidden(new ConstantPool(Set.of("java/io/InputStream", "readObjects", "the object"), Set.of())));
    }

    /** Nobody calls it; its class file is what the test reads. */
    @SuppressWarnings({"UnusedMethod", "deprecation"})
    private static final class Culprit {
        private Culprit() {}

        static Stream<Object> read(InputStream in) throws IOException, ReflectiveOperationException {
            try (var objects = new ObjectInputStream(in);
                    var beans = new XMLDecoder(new ByteArrayInputStream(new byte[0]))) {
                new ObjectMapper().enableDefaultTyping();
                return Stream.of(objects.readObject(), beans.readObject(), Class.forName("org.yaml.snakeyaml.Yaml"));
            }
        }
    }
}
