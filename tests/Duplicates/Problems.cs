namespace GridSteward.Duplicates;

/// <summary>What is wrong in the labelled set. Four categories of three problems in each part, so that different problems of one category lie side by side.</summary>
public static class Problems
{
    public static Problem[] Of(Part part) => part == Part.Tuning ? Tuning : HeldOut;

    private static readonly Problem[] Tuning = Problem.Read("""
        light | 路灯不亮了; 路灯坏了好几天 | 晚上路灯一点光都没有; 那盏灯一直不亮 | the street lamp is broken; street light has been out for days | no light at night because the lamp is dead; that street lamp does not work
        light | 楼道灯一闪一闪的; 声控灯总是闪 | 楼梯间的灯忽明忽暗; 灯闪得厉害 | the stairwell light keeps flickering; flickering light on the stairs | light on the staircase flashes on and off; the bulb flickers all evening
        light | 灯罩掉下来了; 路灯的灯罩碎在地上 | 灯杆上的罩子掉了; 灯罩摔碎了有玻璃 | the lamp cover fell down; glass cover of the lamp is lying on the ground | cover of the street lamp came off; broken glass from the lamp cover
        waste | 垃圾桶满了没人清; 垃圾溢出来了 | 垃圾好多天没收; 桶里的垃圾都堆到外面了 | the rubbish bins are full; bins are overflowing with rubbish | nobody empties the bins; rubbish piled up beside the full bin
        waste | 有人把旧沙发扔在路边; 旧沙发堆在门口 | 大件家具乱丢，是个沙发; 门口有张破沙发没人要 | somebody dumped an old sofa; an old sofa left by the road | broken sofa thrown away here; bulky furniture dumped, a sofa
        waste | 装修垃圾堆在楼下; 砖头水泥袋堆了一地 | 装修的砖头水泥没有运走; 楼下一大堆建筑垃圾 | renovation debris piled up downstairs; bricks and cement bags everywhere | builders left bricks and rubble; a heap of construction waste nobody took away
        water | 水管爆了; 自来水管一直往外喷水 | 地下的水管破裂，水流了一地; 管子爆裂水很大 | a water pipe burst; water is spraying from the pipe | burst pipe flooding the path; the water main broke and water is everywhere
        water | 下水道堵了; 污水从井盖冒出来 | 井盖那里往外冒脏水; 下水堵住了很臭 | the sewer is blocked; sewage coming up through the manhole | dirty water rising from the manhole; blocked drain that stinks
        water | 雨水积了很深; 一下雨就积水 | 路面积水过不去; 下雨后水深到脚踝 | deep puddle after rain; rain water does not drain away | the path is under water after the rain; flooded path, one cannot pass when it rains
        fire | 消防通道被车堵了; 有车停在消防通道 | 私家车占了消防通道; 消防车道停满了车 | a car blocks the fire lane; cars parked in the fire lane | fire lane full of parked cars; private car standing in the fire access road
        fire | 灭火器不见了; 灭火器箱是空的 | 箱子里没有灭火器; 灭火器被人拿走了 | the fire extinguisher is missing; extinguisher box is empty | no extinguisher in the box; somebody took the fire extinguisher
        fire | 电动车拉线充电; 从窗户拉电线给电动车充电 | 电瓶车飞线充电; 有人私拉电线充电瓶车 | electric bike charged with a cable from the window; e-bike charging by a loose wire | scooter charging over an extension cord from upstairs; cable hanging down to charge an e-bike
        """);

    private static readonly Problem[] HeldOut = Problem.Read("""
        lift | 电梯停在半路不动了; 电梯坏了上不去 | 电梯用不了，门打不开; 今天电梯又停运了 | the lift has stopped working; elevator is stuck and out of order | lift out of service again; cannot use the lift, its door stays shut
        lift | 电梯里有很大的响声; 坐电梯时咔咔响 | 电梯运行有异响; 上下的时候电梯声音吓人 | loud noise inside the lift; the elevator rattles when it moves | scary grinding sound while the lift goes up; strange noise from the lift
        lift | 电梯按钮按不动; 三楼的电梯按键失灵 | 电梯的按键没反应; 按钮坏了要按很多次 | lift button does not respond; the button in the elevator is broken | buttons have to be pressed many times; button on the panel is stuck
        trees | 大树枝断了挂在上面; 树枝快掉下来了 | 有根断枝悬着很危险; 风把树枝刮断了还没掉 | a big branch is broken and hanging; branch about to fall from the tree | dangerous hanging branch after the wind; the wind snapped a branch off the tree
        trees | 树上全是虫子; 树叶被虫吃光了 | 毛毛虫从树上往下掉; 树生虫了要打药 | the tree is full of caterpillars; insects ate all the leaves | caterpillars keep dropping from the tree; tree has pests and needs spraying
        trees | 树挡住了窗户没有阳光; 树长得太高挡光 | 树枝伸到阳台遮住光线; 家里被大树遮得很暗 | the tree blocks my window; tree too tall and takes the daylight | branches reach the balcony and it is dark inside; no sunlight because of the big tree
        noise | 半夜施工吵得睡不着; 工地夜里还在打桩 | 晚上十一点还有施工噪音; 深夜工地机器声太大 | construction at midnight, we cannot sleep; building site drilling at night | machines at the site run late at night; noise from night construction
        noise | 广场舞音响太大声; 跳广场舞的音乐太吵 | 大妈跳舞放的音乐震耳朵; 每晚跳舞音箱开很响 | square dancing music is too loud; loudspeakers of the dancers every evening | dancers play loud music each night; dance music shakes the windows
        noise | 狗整天叫个不停; 有只狗夜里一直叫 | 邻居家的狗叫得人心烦; 狗吠从早到晚 | a dog barks all day; barking dog keeps us awake at night | the neighbour's dog never stops barking; dog noise from morning to night
        road | 井盖松了车压过去哐当响; 井盖翘起来了 | 有个井盖没盖好; 井盖晃动容易绊倒人 | a manhole cover is loose; manhole cover sticks up | loose cover bangs when cars pass; the manhole lid is not closed properly
        road | 地砖碎了绊人; 人行道的砖都松了 | 路面砖块翘起老人摔跤; 步道砖坏了好多块 | broken paving stones; loose tiles on the pavement | an old man tripped over the raised tiles; many paving slabs are damaged
        road | 栏杆断了一截; 护栏被车撞歪了 | 护栏倒在路上; 路边的栏杆坏了没人修 | the railing is broken; a car bent the guard rail | guard rail lies on the road; railing at the roadside is damaged and nobody repairs it
        """);
}
