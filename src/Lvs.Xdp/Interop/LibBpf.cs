using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>libbpf 1.x (bpf/libbpf.h): opening an object file, sizing its maps, loading it.</summary>
internal static unsafe partial class LibBpf
{
    // Asked for by its versioned name: the plain libbpf.so comes with development packages only. dlopen takes it as it stands.
    private const string Library = "libbpf.so.1";

    // struct bpf_object *bpf_object__open_mem(const void *obj_buf, size_t obj_buf_sz, const struct bpf_object_open_opts *opts);
    [LibraryImport(Library, EntryPoint = "bpf_object__open_mem", SetLastError = true)]
    internal static partial nint ObjectOpenMem(void* objBuf, nuint objBufSz, void* opts);

    // int bpf_object__load(struct bpf_object *obj);
    [LibraryImport(Library, EntryPoint = "bpf_object__load")]
    internal static partial int ObjectLoad(nint obj);

    // void bpf_object__close(struct bpf_object *obj);
    [LibraryImport(Library, EntryPoint = "bpf_object__close")]
    internal static partial void ObjectClose(nint obj);

    // struct bpf_map *bpf_object__next_map(const struct bpf_object *obj, const struct bpf_map *map);
    [LibraryImport(Library, EntryPoint = "bpf_object__next_map")]
    internal static partial nint ObjectNextMap(nint obj, nint map);

    // struct bpf_program *bpf_object__next_program(const struct bpf_object *obj, struct bpf_program *prog);
    [LibraryImport(Library, EntryPoint = "bpf_object__next_program")]
    internal static partial nint ObjectNextProgram(nint obj, nint prog);

    // const char *bpf_map__name(const struct bpf_map *map);
    [LibraryImport(Library, EntryPoint = "bpf_map__name")]
    private static partial nint MapNamePointer(nint map);

    // int bpf_map__fd(const struct bpf_map *map);
    [LibraryImport(Library, EntryPoint = "bpf_map__fd")]
    internal static partial int MapFd(nint map);

    // enum bpf_map_type bpf_map__type(const struct bpf_map *map);
    [LibraryImport(Library, EntryPoint = "bpf_map__type")]
    internal static partial uint MapType(nint map);

    // __u32 bpf_map__key_size(const struct bpf_map *map);
    [LibraryImport(Library, EntryPoint = "bpf_map__key_size")]
    internal static partial uint MapKeySize(nint map);

    // __u32 bpf_map__value_size(const struct bpf_map *map);
    [LibraryImport(Library, EntryPoint = "bpf_map__value_size")]
    internal static partial uint MapValueSize(nint map);

    // __u32 bpf_map__max_entries(const struct bpf_map *map);
    [LibraryImport(Library, EntryPoint = "bpf_map__max_entries")]
    internal static partial uint MapMaxEntries(nint map);

    // int bpf_map__set_max_entries(struct bpf_map *map, __u32 max_entries);
    [LibraryImport(Library, EntryPoint = "bpf_map__set_max_entries")]
    internal static partial int MapSetMaxEntries(nint map, uint maxEntries);

    // int bpf_map__set_autocreate(struct bpf_map *map, bool autocreate);
    [LibraryImport(Library, EntryPoint = "bpf_map__set_autocreate")]
    internal static partial int MapSetAutocreate(nint map, [MarshalAs(UnmanagedType.U1)] bool autocreate);

    // int bpf_map__reuse_fd(struct bpf_map *map, int fd);
    [LibraryImport(Library, EntryPoint = "bpf_map__reuse_fd")]
    internal static partial int MapReuseFd(nint map, int fd);

    // const char *bpf_program__name(const struct bpf_program *prog);
    [LibraryImport(Library, EntryPoint = "bpf_program__name")]
    private static partial nint ProgramNamePointer(nint prog);

    // int bpf_program__fd(const struct bpf_program *prog);
    [LibraryImport(Library, EntryPoint = "bpf_program__fd")]
    internal static partial int ProgramFd(nint prog);

    // int bpf_program__set_flags(struct bpf_program *prog, __u32 flags);
    [LibraryImport(Library, EntryPoint = "bpf_program__set_flags")]
    internal static partial int ProgramSetFlags(nint prog, uint flags);

    // int bpf_program__set_autoload(struct bpf_program *prog, bool autoload);
    [LibraryImport(Library, EntryPoint = "bpf_program__set_autoload")]
    internal static partial int ProgramSetAutoload(nint prog, [MarshalAs(UnmanagedType.U1)] bool autoload);

    // int bpf_xdp_query_id(int ifindex, int flags, __u32 *prog_id);
    [LibraryImport(Library, EntryPoint = "bpf_xdp_query_id")]
    internal static partial int XdpQueryId(int ifindex, int flags, uint* progId);

    // libbpf_print_fn_t libbpf_set_print(libbpf_print_fn_t fn);
    // typedef int (*libbpf_print_fn_t)(enum libbpf_print_level level, const char *, va_list ap);
    [LibraryImport(Library, EntryPoint = "libbpf_set_print")]
    internal static partial nint SetPrint(delegate* unmanaged[Cdecl]<int, byte*, nint, int> fn);

    // __u32 libbpf_major_version(void);
    [LibraryImport(Library, EntryPoint = "libbpf_major_version")]
    internal static partial uint MajorVersion();

    /// <summary>A map's name as the source has it (libbpf does not cut it to 15 bytes).</summary>
    internal static string MapName(nint map) => Marshal.PtrToStringUTF8(MapNamePointer(map)) ?? string.Empty;

    /// <summary>A program's name as the source has it.</summary>
    internal static string ProgramName(nint prog) => Marshal.PtrToStringUTF8(ProgramNamePointer(prog)) ?? string.Empty;
}
