using System.Runtime.InteropServices;
using System.Text;

namespace Lvs.Xdp.Interop;

/// <summary>Pins, and what the kernel tells of an object.</summary>
internal static unsafe partial class Bpf
{
    /// <summary>BPF_OBJ_PIN; 0, or -1 and errno (EEXIST: the name is taken; EPERM: the directory is on no bpffs).</summary>
    internal static int ObjPin(int fd, string path) => WithPath(BPF_OBJ_PIN, path, fd);

    /// <summary>BPF_OBJ_GET: opens a pin; the file descriptor, or -1 and errno.</summary>
    internal static int ObjGet(string path) => WithPath(BPF_OBJ_GET, path, 0);

    /// <summary>BPF_OBJ_GET_INFO_BY_FD into a structure of the object's kind; 0, or -1 and errno.</summary>
    internal static int ObjGetInfo<T>(int fd, out T info)
        where T : unmanaged
    {
        info = default;
        fixed (T* pointer = &info)
        {
            var attr = new InfoAttr { BpfFd = (uint)fd, InfoLen = (uint)sizeof(T), Info = (ulong)pointer };
            return Call(BPF_OBJ_GET_INFO_BY_FD, ref attr);
        }
    }

    /// <summary>BPF_PROG_GET_FD_BY_ID; the file descriptor, or -1 and errno.</summary>
    internal static int ProgGetFdById(uint id)
    {
        var attr = new IdAttr { Id = id };
        return Call(BPF_PROG_GET_FD_BY_ID, ref attr);
    }

    private static int WithPath(int cmd, string path, int fd)
    {
        byte[] text = Encoding.UTF8.GetBytes(path + '\0');
        fixed (byte* pointer = text)
        {
            var attr = new ObjectAttr { Pathname = (ulong)pointer, BpfFd = (uint)fd };
            return Call(cmd, ref attr);
        }
    }

    /// <summary>The name in a map's or program's info, up to its zero.</summary>
    internal static string Name(byte* name) => Marshal.PtrToStringUTF8((nint)name) ?? string.Empty;

    /// <summary>union bpf_attr for BPF_OBJ_PIN and BPF_OBJ_GET.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ObjectAttr
    {
        internal ulong Pathname;
        internal uint BpfFd;
        internal uint FileFlags;
    }

    /// <summary>union bpf_attr for BPF_OBJ_GET_INFO_BY_FD.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct InfoAttr
    {
        internal uint BpfFd;
        internal uint InfoLen;
        internal ulong Info;
    }

    /// <summary>union bpf_attr for BPF_*_GET_*_ID.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct IdAttr
    {
        internal uint Id;
        internal uint NextId;
        internal uint OpenFlags;
    }

    /// <summary>struct bpf_map_info, its first 40 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MapInfo
    {
        internal uint Type;
        internal uint Id;
        internal uint KeySize;
        internal uint ValueSize;
        internal uint MaxEntries;
        internal uint MapFlags;
        internal fixed byte Name[BPF_OBJ_NAME_LEN];
    }

    /// <summary>struct bpf_prog_info, its first 80 bytes: up to the name.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ProgInfo
    {
        internal uint Type;
        internal uint Id;
        internal ulong Tag;
        internal uint JitedProgLen;
        internal uint XlatedProgLen;
        internal ulong JitedProgInsns;
        internal ulong XlatedProgInsns;
        internal ulong LoadTime;
        internal uint CreatedByUid;
        internal uint NrMapIds;
        internal ulong MapIds;
        internal fixed byte Name[BPF_OBJ_NAME_LEN];
    }

    /// <summary>struct bpf_link_info of an XDP link.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    internal struct LinkInfo
    {
        [FieldOffset(0)]
        internal uint Type;

        [FieldOffset(4)]
        internal uint Id;

        [FieldOffset(8)]
        internal uint ProgId;

        /// <summary>0 when the interface is gone.</summary>
        [FieldOffset(16)]
        internal uint XdpIfindex;
    }
}
