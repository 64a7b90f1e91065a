// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A JSON array: collections, and arrays but for {@code byte[]}. */
final class ListShape implements Shape {
    private final Shape item;
    private final boolean set;
    private final Function<List<Object>, Object> make;
    private final Function<Object, Collection<?>> items;

    private ListShape(
            Shape item, boolean set, Function<List<Object>, Object> make, Function<Object, Collection<?>> items) {
        this.item = item;
        this.set = set;
        this.make = make;
        this.items = items;
    }

    /** @param make empty for a collection that is only written; see {@link #maker} */
    static ListShape collection(Shape item, Class<?> type, Optional<Function<List<Object>, Object>> make) {
        return new ListShape(
                item,
                Set.class.isAssignableFrom(type),
                make.orElse(items -> {
                    throw new IllegalStateException(type + " is only written");
                }),
                value -> (Collection<?>) value);
    }

    static ListShape array(Shape item, Class<?> componentType) {
        return new ListShape(
                item,
                false,
                items -> {
                    Object array = Array.newInstance(componentType, items.size());
                    for (int i = 0; i < items.size(); i++) {
                        Array.set(array, i, items.get(i));
                    }
                    return array;
                },
                ArrayView::new);
    }

    /** How a collection of that class is made, empty where none of the JDK's usual ones will do. */
    static Optional<Function<List<Object>, Object>> maker(Class<?> type) {
        if (type.isAssignableFrom(ArrayList.class)) {
            return Optional.of(items -> items);
        }
        if (type.isAssignableFrom(LinkedHashSet.class)) {
            return Optional.of(LinkedHashSet::new);
        }
        return type.isAssignableFrom(TreeSet.class) ? Optional.of(TreeSet::new) : Optional.empty();
    }

    @Override
    public String expected() {
        return "an array";
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        var list = new ArrayList<Object>();
        in.items(this, () -> list.add(item.read(in)));
        Object made = make.apply(list);
        if (made instanceof Set<?> distinct && distinct.size() < list.size()) {
            throw in.misfit("the same item twice");
        }
        return made;
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        write(items.apply(value), item, out);
    }

    static void write(Collection<?> items, Shape shape, JsonOut out) throws IOException {
        out.startArray();
        for (Object item : items) {
            out.value(shape, item);
        }
        out.endArray();
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        var schema = Schemas.of("type", "array", "items", item.schema(definitions));
        if (set) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    /** An array of objects or primitives as a list. */
    private static final class ArrayView extends AbstractList<Object> {
        private final Object array;

        ArrayView(Object array) {
            this.array = array;
        }

        @Override
        public Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }
}
