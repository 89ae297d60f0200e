namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>
/// All slips of the seeds that concern ipvsadm's lines, corrected here and nowhere else; about_Lvs_Migration names them to users.
/// Slips of the prose alone change no command: seed 002 gives both real servers of its NAT model the address 192.168.100.2 and
/// their gateway as 192.168.0.8, while its commands have 192.168.100.2 and .3.
/// </summary>
internal static class SeedSlips
{
    private const string Synopsis = "A synopsis: [ ] and | are no part of a command.";
    private const string SameAs = "Says that two programs do the same; no command.";
    private const string Note = "The note behind // is no part of the command.";
    private const string Address = "The address of the service is 192.168.31.213, as the real servers' lines and the client's network say.";
    private const string Placeholder = "Placeholders for the address, the port and the scheduler.";

    public static readonly SeedSlip[] All =
    [
        new("002", 78, "-A|E -t|u|f service-address [-s scheduler] [-p [timeout]] [-M netmask] [--pe persistence_engine] [-b sched-flags]",
            null, Synopsis),
        new("002", 79, "-D -t|u|f service-address", null, Synopsis),
        new("002", 82, "-S [-n]", null, Synopsis),
        new("002", 83, "-a|e -t|u|f service-address -r server-address [options]", null, Synopsis),
        new("002", 84, "-d -t|u|f service-address -r server-address", null, Synopsis),
        new("002", 85, "-L|l [options]", null, Synopsis),
        new("002", 86, "-Z [-t|u|f service-address]", null, Synopsis),
        new("002", 91, "-A|E -t|u|f service-address [-s scheduler] [-p [timeout]]", null, Synopsis),
        new("002", 93, "-D -t|u|f service-address", null, Synopsis),
        new("002", 104, "-a|e -t|u|f service-address -r server-address [-g|i|m] [-w weight]", null, Synopsis),
        new("002", 106, "-d -t|u|f service-address -r server-address", null, Synopsis),
        new("002", 122, "-L|l [options]", null, Synopsis),
        new("002", 129, "-S = ipvsadm-save", null, SameAs),
        new("002", 130, "-R = ipvsadm-restore", null, SameAs),
        new("003", 69, "-A -t 172.16.31.213:80 -s wrr", "-A -t 192.168.31.213:80 -s wrr", Address),
        new("003", 70, "-a -t 172.16.31.213:80 -r 192.168.179.51:80 -g -w 1",
            "-a -t 192.168.31.213:80 -r 192.168.179.51:80 -g -w 1", Address),
        new("003", 71, "-a -t 172.16.31.213:80 -r 192.168.179.52:80 -g -w 2",
            "-a -t 192.168.31.213:80 -r 192.168.179.52:80 -g -w 2", Address),
        new("003", 72, "-a -t 172.16.31.213:80 -r 127.0.0.1:80 -g -w 2", "-a -t 192.168.31.213:80 -r 127.0.0.1:80 -g -w 2", Address),
        new("004", 70, "-C   //清除所有", "-C", Note),
        new("004", 71, "-Ln  //列出所有集群,-n显示端口号", "-Ln", Note),
        new("004", 72, "--save -n > /etc/sysconfig/ipvsadm  //永久保存所有规则,开机之后重启服务即可", "--save -n > /etc/sysconfig/ipvsadm", Note),
        new("004", 84, "-A -t VIP:端口 -s 调度算法", "-A -t 192.168.4.5:80 -s rr", Placeholder),
        new("004", 87, "-a -t VIP:端口 -r RIP:端口 -m", "-a -t 192.168.4.5:80 -r 192.168.2.100:80 -m", Placeholder),
        new("004", 137, "-A -t VIP:端口 -s 调度算法", "-A -t 192.168.4.15:80 -s rr", Placeholder),
        new("004", 139, "-a -t VIP:端口 -r RIP:端口  -g   //默认就是-g,可以不写", "-a -t 192.168.4.15:80 -r 192.168.4.100:80  -g", Placeholder),
    ];
}
