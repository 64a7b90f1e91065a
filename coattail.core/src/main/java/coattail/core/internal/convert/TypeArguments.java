// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;

/** What a class says in place of the type parameters of an interface. */
public final class TypeArguments {
    private static final int FEW = 16;
    private static final int MOST = 200;

    private TypeArguments() {}

    /**
     * The types, in the order of the interface's parameters; empty where the class doesn't tell them: for a lambda, for
     * a proxy, and for a class that implements the raw interface.
     */
    public static List<Type> of(Class<?> implementation, Class<?> contract) {
        var types = typeFactory();
        JavaType[] found = types.findTypeParameters(types.constructType(implementation), contract);
        return Stream.of(found).map(Type.class::cast).toList();
    }

    /** One with a cache of its own: the shared one would keep every class that it ever saw, and its loader. */
    static TypeFactory typeFactory() {
        LookupCache<Object, JavaType> cache = new LRUMap<>(FEW, MOST);
        return TypeFactory.defaultInstance().withCache(cache);
    }

    /** A type's name for people: {@code List<Guest>}. */
    static String describe(Type type) {
        return describe(typeFactory().constructType(type));
    }

    private static String describe(JavaType type) {
        if (type.isArrayType()) {
            return describe(type.getContentType()) + "[]";
        }
        var arguments = Stream.iterate(0, i -> i < type.containedTypeCount(), i -> i + 1)
                .map(i -> describe(type.containedType(i)))
                .toList();
        String name = type.getRawClass().getSimpleName();
        return arguments.isEmpty() ? name : name + "<" + String.join(", ", arguments) + ">";
    }
}
