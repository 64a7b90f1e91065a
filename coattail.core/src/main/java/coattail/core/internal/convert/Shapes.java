// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;

import coattail.api.Payload;

/**
 * Compiles Java types to shapes. Made for one type and thrown away, and its type factory, which knows classes, with it.
 */
final class Shapes {
    private final TypeFactory types = TypeArguments.typeFactory();
    private final Map<JavaType, ObjectShape> objects = new HashMap<>();
    private final boolean reading;
    private final AnyShape any;

    /**
     * @param reading whether values are to be made as well; if not, classes that can't be are no obstacle
     * @param dynamic the shape of a class met in a place for any value
     */
    Shapes(boolean reading, Function<Class<?>, Shape> dynamic) {
        this.reading = reading;
        this.any = new AnyShape(dynamic);
    }

    /** The shape of a class whose values are only written. */
    static Shape forWriting(Class<?> type) {
        return new Shapes(false, Shapes::forWriting).of(type);
    }

    /** @throws Unconvertible for a type that has none */
    Shape of(Type type) {
        return of(types.constructType(type));
    }

    private Shape of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == Object.class) {
            return any;
        }
        if (raw == Payload.class || raw == Void.class || raw == void.class) {
            throw new Unconvertible(raw, "stands for a whole body and can't be part of one");
        }
        if (Enum.class.isAssignableFrom(raw) && raw != Enum.class) {
            return Scalars.constants(raw.isEnum() ? raw : raw.getSuperclass());
        }
        return Scalars.find(raw)
                .or(() -> OptionalShape.primitive(raw).map(Shape.class::cast))
                .or(() -> container(type, raw))
                .orElseGet(() -> object(type, raw));
    }

    private Optional<Shape> container(JavaType type, Class<?> raw) {
        if (raw == Optional.class) {
            return Optional.of(OptionalShape.of(of(type.containedTypeOrUnknown(0))));
        }
        if (raw.isArray()) {
            return Optional.of(ListShape.array(of(type.getContentType()), raw.getComponentType()));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            var make = ListShape.maker(raw);
            requireMade(raw, make);
            return Optional.of(ListShape.collection(of(type.getContentType()), raw, make));
        }
        if (Map.class.isAssignableFrom(raw)) {
            var make = MapShape.maker(raw);
            requireMade(raw, make);
            return Optional.of(new MapShape(key(type.getKeyType()), of(type.getContentType()), raw, make));
        }
        return Optional.empty();
    }

    private void requireMade(Class<?> raw, Optional<?> make) {
        if (reading && make.isEmpty()) {
            throw new Unconvertible(raw, "can't be made; declare List, Set or Map");
        }
    }

    private TextShape key(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == Object.class) {
            return Scalars.STRING;
        }
        if (raw != byte[].class && of(type) instanceof TextShape text) {
            return text;
        }
        throw new Unconvertible(raw, "can't be the key of a map; a string or what is spelled as one can");
    }

    private Shape object(JavaType type, Class<?> raw) {
        var known = objects.get(type);
        if (known != null) {
            known.share();
            return known;
        }
        if (raw.getClassLoader() == null || raw.getClassLoader() == ClassLoader.getPlatformClassLoader()) {
            throw new Unconvertible(raw, "isn't among the types that are converted");
        }
        if (raw.isRecord()) {
            return recordShape(type, raw);
        }
        if (reading && Modifier.isAbstract(raw.getModifiers())) {
            throw new Unconvertible(raw, "is abstract: which class to make of the data isn't known");
        }
        return bean(type, raw);
    }

    private Shape recordShape(JavaType type, Class<?> raw) {
        var components = raw.getRecordComponents();
        var shape = new RecordShape(raw, canonical(raw, components));
        objects.put(type, shape);
        var members = new ArrayList<ObjectShape.Member>();
        for (var component : components) {
            members.add(new ObjectShape.Member(
                    component.getName(),
                    member(type, raw, component.getName(), component.getGenericType()),
                    accessible(raw, component.getAccessor()),
                    true));
        }
        shape.complete(members);
        return shape;
    }

    private static Constructor<?> canonical(Class<?> raw, RecordComponent[] components) {
        var parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return accessible(raw, raw.getDeclaredConstructor(parameters));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
    }

    private Shape bean(JavaType type, Class<?> raw) {
        var properties = BeanProperties.of(raw);
        if (properties.isEmpty()) {
            throw new Unconvertible(raw, "is neither a record nor a JavaBean: it has no getX or setX method");
        }
        var setters = new ArrayList<Method>();
        properties.forEach(p -> setters.add(p.setter() == null ? null : accessible(raw, p.setter())));
        var shape = new BeanShape(raw, reading ? noArguments(raw) : null, setters);
        objects.put(type, shape);
        shape.complete(properties.stream().map(p -> property(type, raw, p)).toList());
        return shape;
    }

    private ObjectShape.Member property(JavaType type, Class<?> raw, BeanProperties.Property property) {
        var method = property.getter() == null ? property.setter() : property.getter();
        Type valueType =
                property.getter() == null ? method.getGenericParameterTypes()[0] : method.getGenericReturnType();
        // A generic superclass has its type arguments from the class that extends it.
        var declaring = type.findSuperType(method.getDeclaringClass());
        return new ObjectShape.Member(
                property.name(),
                member(declaring == null ? type : declaring, raw, property.name(), valueType),
                property.getter() == null ? null : accessible(raw, property.getter()),
                property.setter() != null);
    }

    private Shape member(JavaType owner, Class<?> raw, String name, Type type) {
        try {
            return of(types.resolveMemberType(type, owner.getBindings()));
        } catch (Unconvertible e) {
            throw e.in(raw, name);
        }
    }

    private static Constructor<?> noArguments(Class<?> raw) {
        try {
            return accessible(raw, raw.getDeclaredConstructor());
        } catch (NoSuchMethodException e) {
            throw new Unconvertible(raw, "is no record and has no constructor without parameters");
        }
    }

    private static <T extends AccessibleObject> T accessible(Class<?> raw, T member) {
        try {
            member.setAccessible(true);
            return member;
        } catch (InaccessibleObjectException e) {
            throw new Unconvertible(raw, "is in a module that doesn't open it");
        }
    }
}
